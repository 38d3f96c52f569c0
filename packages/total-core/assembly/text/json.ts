/** Numbers between commas, the elements of a JSON array: RFC 8259, sections 5 and 6. */
import { bitsFromMasks, lengthUpToLast, onesUpToLast } from "../simd/block";
import {
  areBlanks,
  areCommas,
  areDigitBytes,
  areLineFeeds,
  areMinuses,
  arePoints,
  areZeros,
} from "../simd/bytes";
import { countLines, countNumbers } from "./report";
import { addNumbers, addPlainIntegers } from "./column-sums";

/**
 * Adds plain integers that a comma in the block ends, or sets the numbers that are to be added. The block must begin where an element may: after a comma, or after white space behind one.
 * @returns how many bytes were taken, up to the last comma; 0, with nothing added, if anything in the block is not plain
 */
// @ts-ignore: decorators are valid here
@inline
export function addElementsBlock(block: usize): usize {
  const bytes0 = v128.load(block);
  const bytes1 = v128.load(block, 16);
  const bytes2 = v128.load(block, 32);
  const bytes3 = v128.load(block, 48);
  const areDigits0 = areDigitBytes(bytes0);
  const areDigits1 = areDigitBytes(bytes1);
  const areDigits2 = areDigitBytes(bytes2);
  const areDigits3 = areDigitBytes(bytes3);
  const areCommas0 = areCommas(bytes0);
  const areCommas1 = areCommas(bytes1);
  const areCommas2 = areCommas(bytes2);
  const areCommas3 = areCommas(bytes3);
  const commas = bitsFromMasks(areCommas0, areCommas1, areCommas2, areCommas3);
  if (commas == 0) return 0;
  const zeros = bitsFromMasks(areZeros(bytes0), areZeros(bytes1), areZeros(bytes2), areZeros(bytes3));
  const others = ~(bitsFromMasks(areDigits0, areDigits1, areDigits2, areDigits3) | commas);

  // All bits are of the bytes up to the last comma: of the elements that end in this block.
  const whole = onesUpToLast(commas);
  const afterCommas = ((commas << 1) & whole) | 1;

  if (others == 0) {
    const missingElements = afterCommas & commas;
    const leadingZeros = ((zeros & afterCommas) << 1) & whole & ~commas;
    if ((missingElements | leadingZeros) != 0) return 0;
    countNumbers(commas);
    addPlainIntegers(
      bytes0, bytes1, bytes2, bytes3,
      areDigits0, areDigits1, areDigits2, areDigits3,
      areCommas0, areCommas1, areCommas2, areCommas3,
    );
    return lengthUpToLast(commas);
  }

  let minuses = bitsFromMasks(areMinuses(bytes0), areMinuses(bytes1), areMinuses(bytes2), areMinuses(bytes3));
  let points = bitsFromMasks(arePoints(bytes0), arePoints(bytes1), arePoints(bytes2), arePoints(bytes3));
  let blanks = others ^ (minuses | points);
  if (blanks != 0) {
    if (blanks != bitsFromMasks(areBlanks(bytes0), areBlanks(bytes1), areBlanks(bytes2), areBlanks(bytes3))) return 0;
    blanks &= whole;
  }
  const numbers = whole & ~(commas | blanks);

  // A number must follow a comma, and a comma must follow a number, with white space between them or none.
  const missingNumbers = (afterCommas + blanks) & ~blanks & ~numbers;
  const afterNumbers = (numbers << 1) & ~numbers;
  const missingCommas = (afterNumbers + blanks) & ~blanks & ~commas;
  if ((missingNumbers | missingCommas) != 0) return 0;

  minuses &= whole;
  points &= whole;
  const digits = numbers & ~(minuses | points);
  // Adding the bit behind a point to the digits clears the digits after the point, and sets the bit of the byte that ends them.
  const afterDigits = (points << 1) + digits;
  const integers = digits & afterDigits;
  const firstDigits = integers & ~(integers << 1);
  const misplacedMinuses = minuses & (numbers << 1);
  const loneMinuses = (minuses << 1) & ~digits;
  const misplacedPoints = points & ~((integers << 1) & (digits >> 1));
  const leadingZeros = ((firstDigits & zeros) << 1) & digits;
  if ((misplacedMinuses | loneMinuses | misplacedPoints | leadingZeros) != 0) return 0;

  if (blanks != 0) {
    const lineFeeds = bitsFromMasks(
      areLineFeeds(bytes0), areLineFeeds(bytes1), areLineFeeds(bytes2), areLineFeeds(bytes3),
    );
    countLines(block, lineFeeds & whole);
  }
  countNumbers(commas);
  const negatives = numbers & ~(numbers + minuses);
  addNumbers(block, digits, integers & ~(digits >> 1), digits & (points << 1), negatives | (negatives << 1));
  return lengthUpToLast(commas);
}

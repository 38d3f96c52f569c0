/** Numbers between commas, the elements of a JSON array: RFC 8259, sections 5 and 6. */
import { bitsFromMasks, isTrueOfAll, lengthUpToLast, onesUpToLast } from "../simd/block";
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
  const zeros = bitsFromMasks(areZeros(bytes0), areZeros(bytes1), areZeros(bytes2), areZeros(bytes3));
  let commas = bitsFromMasks(areCommas0, areCommas1, areCommas2, areCommas3);
  if (commas == 0) return 0;

  // All bits are of the bytes up to the last comma: of the elements that end in this block.
  const whole = onesUpToLast(commas);
  const afterCommas = ((commas << 1) & whole) | 1;

  const arePlain0 = v128.or(areDigits0, areCommas0);
  const arePlain1 = v128.or(areDigits1, areCommas1);
  const arePlain2 = v128.or(areDigits2, areCommas2);
  const arePlain3 = v128.or(areDigits3, areCommas3);
  if (isTrueOfAll(arePlain0, arePlain1, arePlain2, arePlain3)) {
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

  const areMinuses0 = areMinuses(bytes0);
  const areMinuses1 = areMinuses(bytes1);
  const areMinuses2 = areMinuses(bytes2);
  const areMinuses3 = areMinuses(bytes3);
  const arePoints0 = arePoints(bytes0);
  const arePoints1 = arePoints(bytes1);
  const arePoints2 = arePoints(bytes2);
  const arePoints3 = arePoints(bytes3);
  const areUsual0 = v128.or(arePlain0, v128.or(areMinuses0, arePoints0));
  const areUsual1 = v128.or(arePlain1, v128.or(areMinuses1, arePoints1));
  const areUsual2 = v128.or(arePlain2, v128.or(areMinuses2, arePoints2));
  const areUsual3 = v128.or(arePlain3, v128.or(areMinuses3, arePoints3));
  let blanks: u64 = 0;
  if (!isTrueOfAll(areUsual0, areUsual1, areUsual2, areUsual3)) {
    const areBlanks0 = areBlanks(bytes0);
    const areBlanks1 = areBlanks(bytes1);
    const areBlanks2 = areBlanks(bytes2);
    const areBlanks3 = areBlanks(bytes3);
    const areJson0 = v128.or(areUsual0, areBlanks0);
    const areJson1 = v128.or(areUsual1, areBlanks1);
    const areJson2 = v128.or(areUsual2, areBlanks2);
    const areJson3 = v128.or(areUsual3, areBlanks3);
    if (!isTrueOfAll(areJson0, areJson1, areJson2, areJson3)) return 0;
    blanks = bitsFromMasks(areBlanks0, areBlanks1, areBlanks2, areBlanks3) & whole;
  }
  const numbers = whole & ~(commas | blanks);

  // A number must follow a comma, and a comma must follow a number, with white space between them or none.
  const missingNumbers = (afterCommas + blanks) & ~blanks & ~numbers;
  const afterNumbers = (numbers << 1) & ~numbers;
  const missingCommas = (afterNumbers + blanks) & ~blanks & ~commas;
  if ((missingNumbers | missingCommas) != 0) return 0;

  const minuses = bitsFromMasks(areMinuses0, areMinuses1, areMinuses2, areMinuses3) & whole;
  const points = bitsFromMasks(arePoints0, arePoints1, arePoints2, arePoints3) & whole;
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

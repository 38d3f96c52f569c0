/** Numbers between blanks, in the grammar of text: optional sign, digits, optional point. */
import { bitsFromMasks, lengthUpToLast, onesUpToLast } from "../simd/block";
import {
  areBlanks,
  areDigitBytes,
  areLineFeeds,
  areMinuses,
  arePluses,
  arePoints,
} from "../simd/bytes";
import { countLines, countNumbers } from "./report";
import { addNumbers, addPlainIntegers } from "./column-sums";

/**
 * Adds plain integers that a blank in the block ends, or sets the numbers that are to be added. The block must begin between two tokens, or with one.
 * @returns how many bytes were taken, up to the last blank; 0, with nothing added, if anything in the block is not plain
 */
// @ts-ignore: decorators are valid here
@inline
export function addTextBlock(block: usize): usize {
  const bytes0 = v128.load(block);
  const bytes1 = v128.load(block, 16);
  const bytes2 = v128.load(block, 32);
  const bytes3 = v128.load(block, 48);
  const areDigits0 = areDigitBytes(bytes0);
  const areDigits1 = areDigitBytes(bytes1);
  const areDigits2 = areDigitBytes(bytes2);
  const areDigits3 = areDigitBytes(bytes3);
  const areLineFeeds0 = areLineFeeds(bytes0);
  const areLineFeeds1 = areLineFeeds(bytes1);
  const areLineFeeds2 = areLineFeeds(bytes2);
  const areLineFeeds3 = areLineFeeds(bytes3);
  const lineFeeds = bitsFromMasks(areLineFeeds0, areLineFeeds1, areLineFeeds2, areLineFeeds3);
  const others = ~(bitsFromMasks(areDigits0, areDigits1, areDigits2, areDigits3) | lineFeeds);
  if (others == 0) {
    countLines(block, lineFeeds);
    countNumbers(lineFeeds & ~((lineFeeds << 1) | 1));
    addPlainIntegers(
      bytes0, bytes1, bytes2, bytes3,
      areDigits0, areDigits1, areDigits2, areDigits3,
      areLineFeeds0, areLineFeeds1, areLineFeeds2, areLineFeeds3,
    );
    return lengthUpToLast(lineFeeds);
  }

  let minuses = bitsFromMasks(areMinuses(bytes0), areMinuses(bytes1), areMinuses(bytes2), areMinuses(bytes3));
  let points = bitsFromMasks(arePoints(bytes0), arePoints(bytes1), arePoints(bytes2), arePoints(bytes3));
  let signs = minuses;
  let blanks = lineFeeds;
  const rare = others ^ (minuses | points);
  if (rare != 0) {
    const pluses = bitsFromMasks(arePluses(bytes0), arePluses(bytes1), arePluses(bytes2), arePluses(bytes3));
    blanks = bitsFromMasks(areBlanks(bytes0), areBlanks(bytes1), areBlanks(bytes2), areBlanks(bytes3));
    if ((rare & ~(pluses | blanks)) != 0) return 0;
    signs |= pluses;
  }
  if (blanks == 0) return 0;

  // From here on all bits are of the bytes up to the last blank: of the tokens that end in this block.
  const whole = onesUpToLast(blanks);
  const tokens = ~blanks & whole;
  signs &= whole;
  minuses &= whole;
  points &= whole;
  const digits = tokens & ~(signs | points);
  // Adding the bit behind a point to the digits clears the digits after the point, and sets the bit of the byte that ends them.
  const afterDigits = (points << 1) + digits;
  const misplacedSigns = signs & (tokens << 1);
  const loneSigns = (signs << 1) & ~(digits | points);
  const lonePoints = points & ~((digits << 1) | (digits >> 1));
  const secondPoints = points & afterDigits;
  if ((misplacedSigns | loneSigns | lonePoints | secondPoints) != 0) return 0;

  countLines(block, lineFeeds);
  countNumbers(blanks & (tokens << 1));
  const integers = digits & afterDigits;
  const negatives = tokens & ~(tokens + minuses);
  addNumbers(block, digits, integers & ~(digits >> 1), digits & (points << 1), negatives | (negatives << 1));
  return lengthUpToLast(blanks);
}

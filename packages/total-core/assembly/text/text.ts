/** Numbers between blanks, in the grammar of text: optional sign, digits, optional point. */
import { bitsFromMasks, isTrueOfAll, lengthUpToLast, onesUpToLast } from "../simd/block";
import {
  areBlanks,
  areDigits,
  areLineFeeds,
  areMinuses,
  arePluses,
  arePoints,
  digitsFromBytes,
} from "../simd/bytes";
import { countLines, countNumbers } from "./report";
import { addPlainIntegers, setNumbers } from "./column-sums";

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
  const digits0 = digitsFromBytes(bytes0);
  const digits1 = digitsFromBytes(bytes1);
  const digits2 = digitsFromBytes(bytes2);
  const digits3 = digitsFromBytes(bytes3);
  const areDigits0 = areDigits(digits0);
  const areDigits1 = areDigits(digits1);
  const areDigits2 = areDigits(digits2);
  const areDigits3 = areDigits(digits3);
  const areLineFeeds0 = areLineFeeds(bytes0);
  const areLineFeeds1 = areLineFeeds(bytes1);
  const areLineFeeds2 = areLineFeeds(bytes2);
  const areLineFeeds3 = areLineFeeds(bytes3);
  const lineFeeds = bitsFromMasks(areLineFeeds0, areLineFeeds1, areLineFeeds2, areLineFeeds3);

  const arePlain0 = v128.or(areDigits0, areLineFeeds0);
  const arePlain1 = v128.or(areDigits1, areLineFeeds1);
  const arePlain2 = v128.or(areDigits2, areLineFeeds2);
  const arePlain3 = v128.or(areDigits3, areLineFeeds3);
  if (isTrueOfAll(arePlain0, arePlain1, arePlain2, arePlain3)) {
    countLines(block, lineFeeds);
    countNumbers(lineFeeds & ~((lineFeeds << 1) | 1));
    setNumbers(0, 0, 0);
    addPlainIntegers(
      digits0, digits1, digits2, digits3,
      areDigits0, areDigits1, areDigits2, areDigits3,
      areLineFeeds0, areLineFeeds1, areLineFeeds2, areLineFeeds3,
    );
    return lengthUpToLast(lineFeeds);
  }

  const areMinuses0 = areMinuses(bytes0);
  const areMinuses1 = areMinuses(bytes1);
  const areMinuses2 = areMinuses(bytes2);
  const areMinuses3 = areMinuses(bytes3);
  const arePoints0 = arePoints(bytes0);
  const arePoints1 = arePoints(bytes1);
  const arePoints2 = arePoints(bytes2);
  const arePoints3 = arePoints(bytes3);
  const arePluses0 = arePluses(bytes0);
  const arePluses1 = arePluses(bytes1);
  const arePluses2 = arePluses(bytes2);
  const arePluses3 = arePluses(bytes3);
  let minuses = bitsFromMasks(areMinuses0, areMinuses1, areMinuses2, areMinuses3);
  let signs = minuses | bitsFromMasks(arePluses0, arePluses1, arePluses2, arePluses3);
  let blanks = lineFeeds;
  const areUsual0 = v128.or(v128.or(arePlain0, arePluses0), v128.or(areMinuses0, arePoints0));
  const areUsual1 = v128.or(v128.or(arePlain1, arePluses1), v128.or(areMinuses1, arePoints1));
  const areUsual2 = v128.or(v128.or(arePlain2, arePluses2), v128.or(areMinuses2, arePoints2));
  const areUsual3 = v128.or(v128.or(arePlain3, arePluses3), v128.or(areMinuses3, arePoints3));
  if (!isTrueOfAll(areUsual0, areUsual1, areUsual2, areUsual3)) {
    const areBlanks0 = areBlanks(bytes0);
    const areBlanks1 = areBlanks(bytes1);
    const areBlanks2 = areBlanks(bytes2);
    const areBlanks3 = areBlanks(bytes3);
    const areText0 = v128.or(areUsual0, areBlanks0);
    const areText1 = v128.or(areUsual1, areBlanks1);
    const areText2 = v128.or(areUsual2, areBlanks2);
    const areText3 = v128.or(areUsual3, areBlanks3);
    if (!isTrueOfAll(areText0, areText1, areText2, areText3)) return 0;
    blanks = bitsFromMasks(areBlanks0, areBlanks1, areBlanks2, areBlanks3);
  }
  if (blanks == 0) return 0;

  // From here on all bits are of the bytes up to the last blank: of the tokens that end in this block.
  const whole = onesUpToLast(blanks);
  const tokens = ~blanks & whole;
  signs &= whole;
  minuses &= whole;
  const points = bitsFromMasks(arePoints0, arePoints1, arePoints2, arePoints3) & whole;
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
  setNumbers(integers & ~(digits >> 1), digits & (points << 1), negatives | (negatives << 1));
  return lengthUpToLast(blanks);
}

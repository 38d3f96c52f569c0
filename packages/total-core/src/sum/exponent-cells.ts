/**
 * Sums of binary64 numbers by exponent, in TypeScript: for 10^6 numbers two to three times as fast as adding each to the superaccumulator.
 *
 * A group is 16 exponent fields. The fields of group g begin at 16g: its numbers are below 2^(e+16), with e = 16g - 1023, and multiples of 2^(e-52)
 * (in group 0, which has the subnormals, of 2^-1074 = 2^(e-51)). Adding and subtracting C = 1.5·2^(e+35) rounds a number to a multiple of
 * ulp(C) = 2^(e-17), its high part. The remainder, its low part, is at most 2^(e-18), and still a multiple of 2^(e-52). A group has cells for both
 * parts, and a binary64 holds their sums exactly for 2^19 numbers:
 * - high parts: multiples of 2^(e-17) whose sum stays within 2^19 · 2^(e+16) = 2^(e+35), 52 bits above 2^(e-17);
 * - low parts: multiples of 2^(e-52) whose sum stays within 2^19 · 2^(e-18) = 2^(e+1), 53 bits above 2^(e-52).
 *
 * A group has two cells for each part, which numbers use in turn, because an addition to a cell has to wait for the one before it. At the end of a list
 * each cell is added as a binary64.
 *
 * C and the high cells of the two topmost groups could overflow: numbers of 2^993 and more, infinities and NaN are added one by one.
 *
 * Demmel, Nguyen, "Fast reproducible floating-point summation" (2013), for bins of exponents and their rounding constants.
 */
import { HIGH_WORD } from "./words.js";

const GROUPS = 128;
const FIRST_GROUP_TOO_HIGH = 126;

/** C, for each group. */
const rounders = Float64Array.from(
  { length: FIRST_GROUP_TOO_HIGH },
  (_, group) => 1.5 * 2 ** (16 * group - 1023 + 35),
);

const CELLS_PER_GROUP = 4;
/** For each group a high and a low cell for numbers of even index, then the same for odd index. */
const cells = new Float64Array(GROUPS * CELLS_PER_GROUP);

/** The cells of one group hold the sums of this many numbers. */
export const ADDS_PER_GROUP: number = 2 ** 19;

interface Adder {
  add(x: number): void;
}

export function addByExponent(values: Float64Array, into: Adder): void {
  for (let start = 0; start < values.length; start += ADDS_PER_GROUP) {
    // Not at the end of the part before, which the end of the stack may cut short.
    cells.fill(0);
    addPart(values.subarray(start, start + ADDS_PER_GROUP), into);
    addCells(into);
  }
}

function addPart(values: Float64Array, into: Adder): void {
  const { length } = values;
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * length);
  const even = length - (length % 2);
  for (let i = 0; i < even; i += 2) {
    const x0 = values[i]!;
    const x1 = values[i + 1]!;
    const group0 = (words[2 * i + HIGH_WORD]! >>> 24) & (GROUPS - 1);
    const group1 = (words[2 * i + 2 + HIGH_WORD]! >>> 24) & (GROUPS - 1);
    if (group0 >= FIRST_GROUP_TOO_HIGH || group1 >= FIRST_GROUP_TOO_HIGH) {
      into.add(x0);
      into.add(x1);
      continue;
    }
    const rounder0 = rounders[group0]!;
    const rounder1 = rounders[group1]!;
    const high0 = rounder0 + x0 - rounder0;
    const high1 = rounder1 + x1 - rounder1;
    cells[4 * group0]! += high0;
    cells[4 * group0 + 1]! += x0 - high0;
    cells[4 * group1 + 2]! += high1;
    cells[4 * group1 + 3]! += x1 - high1;
  }
  if (even < length) into.add(values[even]!);
}

function addCells(into: Adder): void {
  for (let i = 0; i < cells.length; i += CELLS_PER_GROUP) {
    const high = cells[i]! + cells[i + 2]!;
    const low = cells[i + 1]! + cells[i + 3]!;
    if (high !== 0) into.add(high);
    if (low !== 0) into.add(low);
  }
}

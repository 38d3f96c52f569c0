/**
 * The tier for any spread of exponents: a cell for each of the 4,096 values of sign and exponent field, and no branches.
 *
 * A double's lower and upper 32 bits are added, each to a 64-bit half of its cell, and with the upper half a one at bit COUNT_SHIFT. All doubles of a
 * cell have the same sign and field, the upper 12 of the 32 bits, so these need not be masked off: after n adds to cell number c
 *
 *     upper half = n × (2^COUNT_SHIFT + c × 2^20) + the sum of the mantissas' upper 20 bits
 *
 * where the sum is less than n × 2^20, so that a division separates n from the sum while n <= 2^(COUNT_SHIFT - 20) = 2^22. Nothing overflows: after
 * ADDS_PER_FOLD = 2^20 adds the upper half is at most 2^20 × (2^42 + 2^32) < 2^63, the lower half less than 2^52. The small superaccumulator takes
 * magnitudes of this size.
 *
 * It is Neal's large superaccumulator, with two halves so that the counts need no table of their own.
 */
import { FIELD_MASK, FIELD_NOT_FINITE } from "./float64";
import { SAW_INFINITY, SAW_MINUS_INFINITY, SAW_NAN, SAW_OTHER_THAN_MINUS_ZERO, mark } from "./marks";
import { addMagnitude, reserve, subtractMagnitude, use } from "./small-superaccumulator";

const CELLS: i32 = 4096;
const CELL_BYTES: i32 = 16;
const COUNT_SHIFT: u64 = 42;
const COUNT_ONE: u64 = 1 << COUNT_SHIFT;
/** The upper 32 bits of a double have this many bits of its mantissa. */
const UPPER_MANTISSA_BITS: u64 = 20;

export const ADDS_PER_FOLD: i32 = 1 << 20;

const cells: usize = memory.data(CELLS * CELL_BYTES, 16);
let addsLeft: i32 = ADDS_PER_FOLD;

/** For tests of the bound: sets how many adds are left before the next fold. */
export function setTableAddsLeft(adds: i32): void {
  addsLeft = adds;
}

/** Adds doubles. `count` is a multiple of 4, at most ADDS_PER_FOLD. */
export function addToTable(pointer: usize, count: i32): void {
  if (addsLeft < count) foldTable();
  addsLeft -= count;
  const countOne = i64x2(0, COUNT_ONE);
  for (const end = pointer + ((<usize>count) << 3); pointer < end; pointer += 32) {
    const cell0 = cellOf(pointer);
    const cell1 = cellOf(pointer + 8);
    const cell2 = cellOf(pointer + 16);
    const cell3 = cellOf(pointer + 24);
    const halves0 = v128.or(v128.load32x2_u(pointer), countOne);
    const halves1 = v128.or(v128.load32x2_u(pointer, 8), countOne);
    const halves2 = v128.or(v128.load32x2_u(pointer, 16), countOne);
    const halves3 = v128.or(v128.load32x2_u(pointer, 24), countOne);
    v128.store(cell0, i64x2.add(v128.load(cell0), halves0));
    v128.store(cell1, i64x2.add(v128.load(cell1), halves1));
    v128.store(cell2, i64x2.add(v128.load(cell2), halves2));
    v128.store(cell3, i64x2.add(v128.load(cell3), halves3));
  }
}

/** The cell of the double at `pointer`: bits 4 to 15 of its upper 16 bits are the number of the cell, and a cell is 16 bytes. */
function cellOf(pointer: usize): usize {
  return cells + (load<u16>(pointer, 6) & 0xfff0);
}

/** Moves the table into the small superaccumulator. */
export function foldTable(): void {
  if (addsLeft == ADDS_PER_FOLD) return;
  addsLeft = ADDS_PER_FOLD;
  for (let c = 0; c < CELLS; c++) {
    const cell = cells + <usize>(c * CELL_BYTES);
    const lower = load<u64>(cell);
    const upper = load<u64>(cell, 8);
    if (upper == 0) continue;
    v128.store(cell, i64x2.splat(0));
    const eachOfUpper = COUNT_ONE + (<u64>c << UPPER_MANTISSA_BITS);
    const n = upper / eachOfUpper;
    foldCell(c, n, upper - n * eachOfUpper, lower);
  }
}

/** Moves a cell of `n` doubles, given the sums of the upper 20 and of the lower 32 bits of their mantissas. */
function foldCell(c: i32, n: u64, upper: u64, lower: u64): void {
  const field = c & FIELD_MASK;
  const isNegative = c > FIELD_MASK;
  const hasMantissa = (upper | lower) != 0;
  if (field != 0 || hasMantissa || !isNegative) mark(SAW_OTHER_THAN_MINUS_ZERO);
  if (field == FIELD_NOT_FINITE) return mark(hasMantissa ? SAW_NAN : isNegative ? SAW_MINUS_INFINITY : SAW_INFINITY);
  // Zeros and subnormals have no implicit one, and the exponent of field 1.
  const position = max(field - 1, 0);
  const whole = field == 0 ? upper : upper + (n << UPPER_MANTISSA_BITS);
  reserve(2);
  use(position, position + 32);
  if (isNegative) {
    subtractMagnitude(lower, position);
    subtractMagnitude(whole, position + 32);
  } else {
    addMagnitude(lower, position);
    addMagnitude(whole, position + 32);
  }
}

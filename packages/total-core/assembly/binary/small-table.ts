/**
 * The tier for short lists of any spread: a table so small that folding it costs little. It has a cell for each sign and each limb of the small
 * superaccumulator, with two halves: what the adds of doubles change that limb by, and the limb above it.
 *
 * So the table holds at most ADDS_PER_CARRY adds, the bound of the limbs themselves. Signs have cells of their own because negating costs more than
 * folding twice as many cells.
 */
import { FIELD_MASK, FIELD_NOT_FINITE, IMPLICIT_ONE, MANTISSA_BITS, MANTISSA_MASK } from "./float64";
import { SAW_OTHER_THAN_MINUS_ZERO, mark } from "./marks";
import { ADDS_PER_CARRY, LIMB_BITS, addAny, lowerPart, moveLimb, reserve, upperPart, use } from "./small-superaccumulator";

const CELLS_OF_A_SIGN: i32 = (FIELD_MASK + 1) / LIMB_BITS;
const CELL_BYTES: i32 = 16;

/** Numbers that a turn of the loop takes. */
const STRIDE: i32 = 4;
export const ADDS_PER_FOLD: i32 = ADDS_PER_CARRY & -STRIDE;

const cells: usize = memory.data(2 * CELLS_OF_A_SIGN * CELL_BYTES, 16);
let addsLeft: i32 = ADDS_PER_FOLD;

/** For tests of the bound: sets how many adds, a multiple of 4, are left before the next fold. */
export function setSmallTableAddsLeft(adds: i32): void {
  addsLeft = adds;
}

/** Adds doubles. `count` is a multiple of 4. */
export function addToSmallTable(pointer: usize, count: i32): void {
  while (count > 0) {
    if (addsLeft == 0) foldSmallTable();
    const some = min(count, addsLeft);
    addsLeft -= some;
    for (const end = pointer + ((<usize>some) << 3); pointer < end; pointer += STRIDE * 8) {
      addOne(load<u64>(pointer));
      addOne(load<u64>(pointer, 8));
      addOne(load<u64>(pointer, 16));
      addOne(load<u64>(pointer, 24));
    }
    count -= some;
  }
}

// @ts-ignore: decorator
@inline
function addOne(bits: u64): void {
  // The position and, above it, the sign. For field 0, of zeros and subnormals, the position wraps to the greatest.
  const signedPosition = <u32>(bits >> MANTISSA_BITS) - 1;
  if (<i32>(signedPosition & FIELD_MASK) >= FIELD_NOT_FINITE - 1) return addAny(reinterpret<f64>(bits));
  const mantissa = (bits & MANTISSA_MASK) | IMPLICIT_ONE;
  const cell = cells + <usize>((signedPosition / LIMB_BITS) * CELL_BYTES);
  store<u64>(cell, load<u64>(cell) + lowerPart(mantissa, signedPosition));
  store<u64>(cell, load<u64>(cell, 8) + upperPart(mantissa, signedPosition), 8);
}

/** Moves the table into the small superaccumulator. */
export function foldSmallTable(): void {
  if (addsLeft == ADDS_PER_FOLD) return;
  addsLeft = ADDS_PER_FOLD;
  reserve(ADDS_PER_CARRY);
  for (let i = 0; i < CELLS_OF_A_SIGN; i++) {
    const address = cells + <usize>(i * CELL_BYTES);
    const positive = v128.load(address);
    const negative = v128.load(address, CELLS_OF_A_SIGN * CELL_BYTES);
    if (!v128.any_true(v128.or(positive, negative))) continue;
    v128.store(address, i64x2.splat(0));
    v128.store(address, i64x2.splat(0), CELLS_OF_A_SIGN * CELL_BYTES);
    const difference = i64x2.sub(positive, negative);
    use(i * LIMB_BITS, i * LIMB_BITS);
    moveLimb(i, i64x2.extract_lane(difference, 0));
    moveLimb(i + 1, i64x2.extract_lane(difference, 1));
    mark(SAW_OTHER_THAN_MINUS_ZERO);
  }
}

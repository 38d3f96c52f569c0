/**
 * The canonical state: the finite sum as one integer in units of 2^-1074, in limbs of 32 bits that have room to spare.
 *
 * value = Σ limb[i] × 2^(32i - 1074). 2098 bits span every finite binary64, 53 more hold the sum of 2^53 of them, 1 is the sign:
 * 68 limbs, each a signed 64-bit cell.
 *
 * An add shifts a magnitude of at most 2^54 by up to 31 bits to its place and splits it: 32 bits for one limb, all the rest, at
 * most 2^53, for the next. After a carry every limb but the top one, which keeps the sign, is in [0, 2^32). After n adds more it
 * is less than 2^32 + n × 2^53 in magnitude, and while carrying takes in less than 2^31 from the limb below: n = 2^10 - 1 fit
 * between carries.
 *
 * Only some limbs in a row are in use, all others are zero; most sums need few. Three more limbs are in use above the two of the highest add: 2^53 adds
 * of at most 2^(54 + 31) each are at most 2^138, which ends in the middle of the third one.
 *
 * Neal, "Fast exact summation using small and large superaccumulators", arXiv:1505.05571; there an add changes three limbs, and carries are rare.
 */
import { FIELD_NOT_FINITE, IMPLICIT_ONE, MANTISSA_MASK, MINUS_ZERO, fieldOf } from "./float64";
import { SAW_OTHER_THAN_MINUS_ZERO, mark, markNotFinite } from "./marks";

const FINITE_BITS = 2098;
const COUNT_BITS = 53;
export const LIMB_BITS: u32 = 32;
const LIMB_MASK: i64 = (1 << LIMB_BITS) - 1;
export const LIMBS_LENGTH: i32 = (FINITE_BITS + COUNT_BITS + 1 + LIMB_BITS - 1) / LIMB_BITS;
const LIMBS_ABOVE_ADD: i32 = 4;

const MAGNITUDE_BITS = 54;
export const ADDS_PER_CARRY: i32 = (1 << (63 - (MAGNITUDE_BITS - 1))) - 1;

/** The limbs: 64-bit cells in units of 2^-1074. */
export const LIMBS: usize = memory.data(LIMBS_LENGTH * 8, 16);
let addsLeft: i32 = ADDS_PER_CARRY;
/** The limbs from `lowest` to `top`, which keeps the sign, are in use; none if `top` is below `lowest`. */
export let lowest: i32 = LIMBS_LENGTH;
export let top: i32 = -1;

export function limb(index: i32): i64 {
  return load<i64>(LIMBS + ((<usize>index) << 3));
}

function setLimb(index: i32, value: i64): void {
  store<i64>(LIMBS + ((<usize>index) << 3), value);
}

export function moveLimb(index: i32, by: i64): void {
  setLimb(index, limb(index) + by);
}

/** The part of a magnitude that its limb gets. A shift uses only the lower five bits of the position. */
export function lowerPart(magnitude: u64, position: u32): u64 {
  return <u64>(<u32>magnitude << position);
}

/** The part of a magnitude that the limb above gets. */
export function upperPart(magnitude: u64, position: u32): u64 {
  return magnitude >> (LIMB_BITS - (position % LIMB_BITS));
}

/** For tests of the bound: sets how many adds are left before the next carry. */
export function setAddsLeft(adds: i32): void {
  addsLeft = adds;
}

/** Makes room for `adds` adds, at most ADDS_PER_CARRY. */
export function reserve(adds: i32): void {
  if (addsLeft < adds) carry();
  addsLeft -= adds;
}

/** Takes into use all limbs that adds between the two positions may change. */
export function use(lowestPosition: i32, highestPosition: i32): void {
  lowest = min(lowest, lowestPosition / LIMB_BITS);
  top = max(top, min(highestPosition / LIMB_BITS + LIMBS_ABOVE_ADD, LIMBS_LENGTH - 1));
}

/** Adds `magnitude`, at most 2^54, × 2^`position` units. The caller has reserved the add, and taken its limbs into use. */
export function addMagnitude(magnitude: u64, position: u32): void {
  moveLimb(position / LIMB_BITS, lowerPart(magnitude, position));
  moveLimb(position / LIMB_BITS + 1, upperPart(magnitude, position));
}

/** Subtracts `magnitude` × 2^`position` units, on the same terms. */
export function subtractMagnitude(magnitude: u64, position: u32): void {
  moveLimb(position / LIMB_BITS, -lowerPart(magnitude, position));
  moveLimb(position / LIMB_BITS + 1, -upperPart(magnitude, position));
}

/** Adds `integer` × 2^`position` units, on the same terms. */
export function addInteger(integer: i64, position: u32): void {
  if (integer < 0) subtractMagnitude(-integer, position);
  else addMagnitude(integer, position);
}

/** Adds a finite double. The caller has reserved the add, taken its limbs into use, and set the marks. */
function addFinite(x: f64): void {
  const bits = reinterpret<u64>(x);
  const field = fieldOf(bits);
  // Zeros and subnormals have no implicit one, and the exponent of field 1.
  const magnitude = (bits & MANTISSA_MASK) | (field == 0 ? 0 : IMPLICIT_ONE);
  const position = field == 0 ? 0 : field - 1;
  if (<i64>bits < 0) subtractMagnitude(magnitude, position);
  else addMagnitude(magnitude, position);
}

/** Adds both lanes of a vector of finite doubles. The caller has reserved two adds, taken their limbs into use, and set the marks. */
export function addLanes(x: v128): void {
  addFinite(f64x2.extract_lane(x, 0));
  addFinite(f64x2.extract_lane(x, 1));
}

/** Adds any double. */
export function addAny(x: f64): void {
  const bits = reinterpret<u64>(x);
  if (bits != MINUS_ZERO) mark(SAW_OTHER_THAN_MINUS_ZERO);
  const field = fieldOf(bits);
  if (field == FIELD_NOT_FINITE) return markNotFinite(bits);
  if (x == 0) return;
  const position = max(field - 1, 0);
  reserve(1);
  use(position, position);
  addFinite(x);
}

function carry(): void {
  carryTimes(1);
}

/** Multiplies the sum by 1 or -1, and brings every limb but the top one, which keeps the sign, into [0, 2^32). */
function carryTimes(sign: i64): void {
  let carried: i64 = 0;
  for (let i = lowest; i < top; i++) {
    const value = sign * limb(i) + carried;
    setLimb(i, value & LIMB_MASK);
    carried = value >> LIMB_BITS;
  }
  if (lowest < top) setLimb(top, sign * limb(top) + carried);
  addsLeft = ADDS_PER_CARRY;
}

/** Brings every limb into [0, 2^32), as the magnitude of the sum, which is lost by that. @returns whether the sum was negative */
export function takeMagnitude(): bool {
  carry();
  if (lowest > top || limb(top) >= 0) return false;
  carryTimes(-1);
  return true;
}

export function clearLimbs(): void {
  for (let i = lowest; i <= top; i++) setLimb(i, 0);
  lowest = LIMBS_LENGTH;
  top = -1;
  addsLeft = ADDS_PER_CARRY;
}

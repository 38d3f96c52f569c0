/**
 * The binary kernel and what only tests and benches call. Tests hand blocks to one tier, with its counters set to just before their bounds; benches
 * sum in place, in a memory that can grow.
 */
export * from "../binary/index";
export * from "../binary/layout";
export { dataEnd } from "../memory/data";
export { BLOCK_LENGTH, extract, fieldOfHighFor, HEADROOM, REACH } from "../binary/extraction";
export { OUTLIERS, extractMost } from "../binary/outliers";
export { ADDS_PER_CARRY, addInteger, reserve, setAddsLeft, use } from "../binary/small-superaccumulator";
export { ADDS_PER_FOLD as ADDS_PER_SMALL_FOLD, addToSmallTable, setSmallTableAddsLeft } from "../binary/small-table";
export { ADDS_PER_FOLD, addToTable, setTableAddsLeft } from "../binary/table";

/** An inexact sum, as fast as the memory allows: the cost of exactness is measured against it. `count` is a multiple of 8. */
export function plainSimdSum(pointer: usize, count: i32): f64 {
  let sum0 = f64x2.splat(0);
  let sum1 = sum0;
  let sum2 = sum0;
  let sum3 = sum0;
  for (const end = pointer + ((<usize>count) << 3); pointer < end; pointer += 64) {
    sum0 = f64x2.add(sum0, v128.load(pointer));
    sum1 = f64x2.add(sum1, v128.load(pointer, 16));
    sum2 = f64x2.add(sum2, v128.load(pointer, 32));
    sum3 = f64x2.add(sum3, v128.load(pointer, 48));
  }
  const sums = f64x2.add(f64x2.add(sum0, sum1), f64x2.add(sum2, sum3));
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

/** The orders of groups other than that in which their keys were first seen. */
import { SmallDecimalSum } from "../sum/small-decimal.js";
import { Magnitude, nearestToSmall } from "./compare.js";
import type { Groups } from "./groups.js";

/** Ascending by the bytes of the keys; of several parts by the first, where these are equal by the second, and so on. */
export function groupsByKey(groups: Groups): Uint32Array {
  return Uint32Array.from(groups).sort((a, b) => groups.compareKeys(a, b));
}

/**
 * The greatest total of a column first, NaN last; where totals are equal, the key that was seen first.
 *
 * Rounding never turns the order of two values around. So nearly all are told apart by their roundings, which stand in an array.
 */
export function groupsByTotal(groups: Groups, column = 0): Uint32Array {
  const list = Uint32Array.from(groups);
  const rounded = Float64Array.from(list, (group) => roundedSum(groups, group, column));
  const order = Uint32Array.from(list.keys()).sort((a, b) => {
    const x = rounded[a]!;
    const y = rounded[b]!;
    if (x > y) return -1;
    if (x < y) return 1;
    if (x !== y) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
    return compareSums(groups, list[b]!, list[a]!, column);
  });
  return order.map((index) => list[index]!);
}

function roundedSum(groups: Groups, group: number, column: number): number {
  const small = groups.smallSumOf(group, column);
  const nearest = small && nearestToSmall(small.coefficient, small.exponent);
  return nearest ?? new Magnitude(groups.sumOf(group, column)).rounded;
}

const difference = new SmallDecimalSum();

function compareSums(groups: Groups, a: number, b: number, column: number): number {
  const [smallA, smallB] = [groups.smallSumOf(a, column), groups.smallSumOf(b, column)];
  if (smallA !== undefined && smallB !== undefined) {
    difference.coefficient = smallA.coefficient;
    difference.exponent = smallA.exponent;
    if (difference.add(-smallB.coefficient, smallB.exponent)) return difference.coefficient;
  }
  const [magnitudeA, magnitudeB] = [a, b].map((group) => new Magnitude(groups.sumOf(group, column)));
  return magnitudeA!.compare(magnitudeB!);
}

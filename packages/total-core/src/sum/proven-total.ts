/**
 * The hardware's own sum of a short list, where it can be proved to be the correctly rounded one. It takes less time than clearing an accumulator.
 *
 * Knuth's TwoSum gives the rounding error of an addition exactly. The errors are added up, by TwoSum too, to a rest; if all the
 * errors of that second sum are zero, nothing was lost, and sum + rest is the exact total before its one rounding. Otherwise the
 * sum of their magnitudes bounds what was lost: the rounded total is that of sum + rest if adding or taking away the bound does not
 * change it. There is no proof where the numbers spread or cancel too far, nor where an addition overflows: its error is NaN, and
 * every comparison with NaN is false.
 *
 * Ogita, Rump, Oishi, "Accurate sum and dot product" (Sum2), for a sum and its rest; the check of the rounding is Ziv's.
 */

/** The answer where there is no proof: an accumulator is needed, also where the total is NaN. */
export const UNPROVEN: number = NaN;

/** Adding a longer list by exponents is as fast, and needs no proof. */
export const LONGEST_PROVEN = 400;

/** More than the relative error of one rounding. */
const ROUNDING = 2 ** -52;

/** The total of the first `length` of `values`. */
export function provenTotal(values: Float64Array, length: number): number {
  // The sum stays −0 only while all numbers are −0.
  let sum = -0;
  let rest = 0;
  let lost = 0;
  for (let i = 0; i < length; i++) {
    const x = values[i]!;
    const nextSum = sum + x;
    const sumStep = nextSum - sum;
    const error = sum - (nextSum - sumStep) + (x - sumStep);
    sum = nextSum;
    const nextRest = rest + error;
    const restStep = nextRest - rest;
    lost += Math.abs(rest - (nextRest - restStep) + (error - restStep));
    rest = nextRest;
  }
  if (lost === 0) return rest === 0 ? sum : sum + rest;
  // Twice, because `lost` was rounded at each addition.
  return provenSum(sum, rest, 2 * lost);
}

/** `sum` + `rest` rounded, if adding or taking away up to `doubt` does not change it. */
function provenSum(sum: number, rest: number, doubt: number): number {
  const total = sum + rest;
  const step = total - sum;
  const error = sum - (total - step) + (rest - step);
  // More than `doubt` by the rounding of the two sums below, so that each lies beyond the bound that it stands for.
  const margin = doubt + Math.abs(error) * ROUNDING;
  return total + (error + margin) === total && total + (error - margin) === total ? total : UNPROVEN;
}

/**
 * The hardware's own sum, where it can be proved that it is the correctly rounded one: the way of short lists, which are summed
 * before an accumulator is even cleared.
 *
 * Knuth's TwoSum gives the rounding error of an addition exactly. The errors are added up, by TwoSum too, to a rest; if all the
 * errors of that second sum are zero, nothing was lost, and sum + rest is the exact total before its one rounding. Otherwise the
 * sum of their magnitudes bounds what was lost: the total rounded is that of sum + rest if the bound's two ends, added to it,
 * would not change it. Where the numbers spread or cancel too far for that there is no proof, nor where an addition overflows, as
 * its error is NaN then and every comparison with it is false.
 *
 * Ogita, Rump, Oishi, "Accurate sum and dot product" (Sum2), for a sum and its rest; the check of the rounding is Ziv's.
 */

/** The answer where there is no proof: then it is up to an accumulator, also where the total is NaN. */
export const UNPROVEN: number = NaN;

/** Adding a longer list by exponents is as fast, and needs no proof. */
export const LONGEST_PROVEN = 400;

/** More than what one rounding changes, relatively. */
const ROUNDING = 2 ** -52;

/** The total of the first `length` of `values`. */
export function provenTotal(values: Float64Array, length: number): number {
  // Nothing but −0 leaves a −0 in it.
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
  // Twice, as `lost` was itself rounded at each addition.
  return provenSum(sum, rest, 2 * lost);
}

/** `sum` + `rest`, if it is the same whatever at most `doubt` is added to it or taken away. */
function provenSum(sum: number, rest: number, doubt: number): number {
  const total = sum + rest;
  const step = total - sum;
  const error = sum - (total - step) + (rest - step);
  // More than the rounding of the two sums below, so that they lie beyond what they stand for.
  const margin = doubt + Math.abs(error) * ROUNDING;
  return total + (error + margin) === total && total + (error - margin) === total ? total : UNPROVEN;
}

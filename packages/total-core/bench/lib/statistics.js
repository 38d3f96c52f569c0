/** @param {readonly number[]} samples */
export function median(samples) {
  return quantile(samples, 0.5);
}

/**
 * Interpolates between the two nearest samples.
 * @param {readonly number[]} samples
 * @param {number} share from 0 to 1
 */
export function quantile(samples, share) {
  if (samples.length === 0) throw new RangeError("quantile of no samples");
  const sorted = Float64Array.from(samples).sort();
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = at(sorted, below);
  return low + (at(sorted, Math.min(below + 1, sorted.length - 1)) - low) * (position - below);
}

/**
 * @param {Float64Array} sorted
 * @param {number} index
 */
function at(sorted, index) {
  return /** @type {number} */ (sorted[index]);
}

/**
 * A contender's samples as a row of the result file.
 * @param {string} name
 * @param {readonly number[]} samples
 * @param {boolean | null} [correct] null where it answers no total
 * @returns {import("./types.d.ts").Measured}
 */
export function measured(name, samples, correct = null) {
  return { name, samples, median: samples.length === 0 ? null : median(samples), correct };
}

const POWERS_OF_TEN: readonly number[] = Array.from({ length: 16 }, (_, n) => Number(`1e${n}`));

/** The exact sum of decimals while it is a safe integer at the least of their scales. It takes a few bytes; slots take half a kilobyte. */
export class SmallDecimalSum {
  /** The sum is `coefficient` × 10^`exponent`. Others read both. */
  coefficient = 0;
  exponent = 0;

  /**
   * Adds `coefficient` × 10^`exponent`.
   * @param coefficient a safe integer
   * @returns false where there is no room for it; then nothing was added
   */
  add(coefficient: number, exponent: number): boolean {
    if (coefficient === 0) return true;
    if (this.coefficient === 0) this.exponent = exponent;
    const scale = Math.min(this.exponent, exponent);
    const before = this.coefficient * (POWERS_OF_TEN[this.exponent - scale] ?? Infinity);
    const added = coefficient * (POWERS_OF_TEN[exponent - scale] ?? Infinity);
    const after = before + added;
    // A product or a sum that is rounded is at least 2^53, before the rounding and after it.
    if (!Number.isSafeInteger(before) || !Number.isSafeInteger(added) || !Number.isSafeInteger(after))
      return false;
    this.coefficient = after;
    this.exponent = scale;
    return true;
  }
}

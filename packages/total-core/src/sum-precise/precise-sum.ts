import type { SumInParts } from "../kernel/binary.js";
import { addByExponent } from "../sum/exponent-cells.js";
import { loadedKernel } from "../sum/loaded-kernel.js";
import { LONGEST_PROVEN, provenTotal } from "../sum/proven-total.js";
import { Superaccumulator } from "../sum/superaccumulator.js";

/** Emptying the cells costs as much as adding this many numbers one by one, and beginning with the kernel no less. */
const FEWEST_AT_ONCE = 400;

/** The state of `Math.sumPrecise`: nothing but −0, finite, an infinity or NaN. */
export class PreciseSum implements SumInParts {
  readonly #finite = new Superaccumulator();
  /** The sum of the NaN and infinities by IEEE 754, whose rules are the specification's; 0 if there are none. */
  #specials = 0;
  /** Whether there were no numbers but −0. */
  #isMinusZero = true;
  #isBegun = false;

  add(x: number): void {
    if (!Object.is(x, -0)) this.#isMinusZero = false;
    if (x - x === 0) this.#finite.add(x);
    else this.#specials += x;
  }

  countNotMinusZero(count: number): void {
    if (count !== 0) this.#isMinusZero = false;
  }

  addScaled(integer: number, exponent2: number): void {
    this.#finite.addScaled(integer, exponent2);
  }

  addAll(values: Float64Array): void {
    this.#isBegun = true;
    const { length } = values;
    if (length < FEWEST_AT_ONCE) {
      for (let i = 0; i < length; i++) this.add(values[i]!);
      return;
    }
    const kernel = loadedKernel();
    if (kernel !== undefined) return kernel.sum(values, this);
    let start = 0;
    // The cells do not tell −0 from 0.
    while (this.#isMinusZero && start < length) this.add(values[start++]!);
    addByExponent(values.subarray(start), this);
  }

  /**
   * Adds the last numbers.
   * @returns the rounded sum; the next one begins with nothing
   */
  end(values: Float64Array): number {
    if (!this.#isBegun) {
      const sum = sumAtOnce(values);
      if (sum !== undefined) return sum;
    }
    this.addAll(values);
    const finite = this.#isMinusZero ? -0 : this.#finite.toNumber();
    const sum = this.#specials === 0 ? finite : this.#specials;
    this.#finite.clear();
    this.#specials = 0;
    this.#isMinusZero = true;
    this.#isBegun = false;
    return sum;
  }
}

/** The sum of all numbers, where it needs no state. */
function sumAtOnce(values: Float64Array): number | undefined {
  const { length } = values;
  if (length > LONGEST_PROVEN) return loadedKernel()?.total(values);
  const proven = provenTotal(values, length);
  return Number.isNaN(proven) ? undefined : proven;
}

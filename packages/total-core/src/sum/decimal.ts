/** The exact sum of decimal numbers and integers: `coefficient` × 10^`exponent`. */
import { canonical, powerOfTen, type ExactValue } from "./values.js";

/** The scales of money and integers: those have a slot of their own for coefficients that are safe integers. */
const LEAST_SLOT = -40;
const GREATEST_SLOT = 23;

/**
 * More bins than this are folded into one. There are 8,001 scales between the bounds on a literal, so that text never gets here:
 * it costs some microseconds a number.
 */
export const MAX_BINS: number = 2 ** 13;

export class DecimalSum {
  /**
   * For each scale from 10^{@link LEAST_SLOT} to 10^{@link GREATEST_SLOT} a sum that is a safe integer. A slot and a coefficient are
   * below 2^53 in magnitude; where their sum is not, it reaches 2^53 after rounding too, so that no inexact sum is ever kept.
   */
  readonly #slots = new Float64Array(GREATEST_SLOT - LEAST_SLOT + 1);
  /** What went past the slots: a sum of coefficients for each scale. */
  readonly #bins = new Map<number, bigint>();

  /**
   * Adds `coefficient` × 10^`exponent`.
   * @param coefficient a safe integer, if it is a number
   */
  add(coefficient: number | bigint, exponent: number): void {
    if (typeof coefficient === "bigint") return this.#addToBin(coefficient, exponent);
    const slot = exponent - LEAST_SLOT;
    const before = this.#slots[slot];
    if (before === undefined) return this.#addToBin(BigInt(coefficient), exponent);
    const after = before + coefficient;
    if (Number.isSafeInteger(after)) {
      this.#slots[slot] = after;
    } else {
      this.#addToBin(BigInt(before), exponent);
      this.#slots[slot] = coefficient;
    }
  }

  #addToBin(coefficient: bigint, exponent: number): void {
    if (coefficient === 0n) return;
    const bins = this.#bins;
    bins.set(exponent, (bins.get(exponent) ?? 0n) + coefficient);
    if (bins.size > MAX_BINS) this.#fold();
  }

  #fold(): void {
    const { coefficient, exponent } = sumOfBins(this.#bins);
    this.#bins.clear();
    if (coefficient !== 0n) this.#bins.set(exponent, coefficient);
  }

  merge(other: DecimalSum): void {
    // Both are taken before anything is added, as the other may be this one.
    const slots = other.#slots.slice();
    const bins = [...other.#bins];
    for (const [exponent, coefficient] of bins) this.#addToBin(coefficient, exponent);
    for (let slot = 0; slot < slots.length; slot++) this.add(slots[slot]!, slot + LEAST_SLOT);
  }

  clone(): DecimalSum {
    const copy = new DecimalSum();
    copy.merge(this);
    return copy;
  }

  /** How many sums it keeps beside those of the usual scales. */
  get bins(): number {
    return this.#bins.size;
  }

  value(): ExactValue {
    const bins = new Map(this.#bins);
    this.#slots.forEach((coefficient, slot) => {
      if (coefficient === 0) return;
      const exponent = slot + LEAST_SLOT;
      bins.set(exponent, (bins.get(exponent) ?? 0n) + BigInt(coefficient));
    });
    return sumOfBins(bins);
  }
}

/** From the greatest scale to the least, so that each step multiplies by no more than the gap between two of them. */
function sumOfBins(bins: ReadonlyMap<number, bigint>): ExactValue {
  const descending = [...bins].sort(([a], [b]) => b - a);
  let sum = 0n;
  let scale = descending[0]?.[0] ?? 0;
  for (const [exponent, coefficient] of descending) {
    sum = (scale === exponent ? sum : sum * powerOfTen(scale - exponent)) + coefficient;
    scale = exponent;
  }
  return canonical(sum, scale);
}

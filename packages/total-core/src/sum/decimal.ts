/** The exact sum of decimal numbers and integers: `coefficient` × 10^`exponent`. */
import { SmallDecimalSum } from "./small-decimal.js";
import { canonical, powerOfTen, type ExactValue } from "./values.js";

/** The scales of money and integers: those have a slot of their own for coefficients that are safe integers. */
const LEAST_SLOT = -40;
const GREATEST_SLOT = 23;

/**
 * More bins than this are folded into one. There are 8,001 scales between the bounds on a literal, so that text never gets here:
 * it costs some microseconds a number.
 */
export const MAX_BINS: number = 2 ** 13;

/** So many numbers go without slots if they can: there may be millions of such sums, one for each key of a table. */
const FEW_ADDS = 32;
const NO_SLOTS = new Float64Array(0);

export class DecimalSum {
  /** The first few numbers, while there are no slots. */
  readonly #small = new SmallDecimalSum();
  #adds = 0;
  /**
   * For each scale from 10^{@link LEAST_SLOT} to 10^{@link GREATEST_SLOT} a sum that is a safe integer. A slot and a coefficient are
   * below 2^53 in magnitude; where their sum is not, it reaches 2^53 after rounding too, so that no inexact sum is ever kept.
   */
  #slots = NO_SLOTS;
  /** What went past the slots: a sum of coefficients for each scale. */
  #bins: Map<number, bigint> | undefined;

  /**
   * Adds `coefficient` × 10^`exponent`.
   * @param coefficient a safe integer, if it is a number
   */
  add(coefficient: number | bigint, exponent: number): void {
    if (typeof coefficient === "bigint") return this.#addToBin(coefficient, exponent);
    const slot = exponent - LEAST_SLOT;
    const before = this.#slots[slot];
    if (before === undefined) return this.#addWithoutSlot(coefficient, exponent);
    const after = before + coefficient;
    if (Number.isSafeInteger(after)) {
      this.#slots[slot] = after;
    } else {
      this.#addToBin(BigInt(before), exponent);
      this.#slots[slot] = coefficient;
    }
  }

  #addWithoutSlot(coefficient: number, exponent: number): void {
    if (this.#slots !== NO_SLOTS) return this.#addToBin(BigInt(coefficient), exponent);
    if (++this.#adds <= FEW_ADDS && this.#small.add(coefficient, exponent)) return;
    this.#slots = new Float64Array(GREATEST_SLOT - LEAST_SLOT + 1);
    this.#small.moveTo(this);
    this.add(coefficient, exponent);
  }

  #addToBin(coefficient: bigint, exponent: number): void {
    if (coefficient === 0n) return;
    const bins = (this.#bins ??= new Map());
    bins.set(exponent, (bins.get(exponent) ?? 0n) + coefficient);
    if (bins.size > MAX_BINS) this.#fold(bins);
  }

  #fold(bins: Map<number, bigint>): void {
    const { coefficient, exponent } = sumOfBins(bins);
    bins.clear();
    if (coefficient !== 0n) bins.set(exponent, coefficient);
  }

  merge(other: DecimalSum): void {
    // All is taken before anything is added, as the other may be this one.
    const { coefficient, exponent } = other.#small;
    const slots = other.#slots.slice();
    const bins = [...(other.#bins ?? [])];
    for (const [scale, sum] of bins) this.#addToBin(sum, scale);
    for (let slot = 0; slot < slots.length; slot++) {
      if (slots[slot] !== 0) this.add(slots[slot]!, slot + LEAST_SLOT);
    }
    this.add(coefficient, exponent);
  }

  clone(): DecimalSum {
    const copy = new DecimalSum();
    copy.merge(this);
    return copy;
  }

  /** How many sums it keeps beside those of the usual scales. */
  get bins(): number {
    return this.#bins?.size ?? 0;
  }

  value(): ExactValue {
    const bins = new Map(this.#bins);
    const add = (coefficient: number, exponent: number): void => {
      if (coefficient !== 0) bins.set(exponent, (bins.get(exponent) ?? 0n) + BigInt(coefficient));
    };
    add(this.#small.coefficient, this.#small.exponent);
    this.#slots.forEach((coefficient, slot) => add(coefficient, slot + LEAST_SLOT));
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

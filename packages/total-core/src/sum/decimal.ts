/** The exact sum of decimal numbers and integers, each a `coefficient` × 10^`exponent`. */
import { SmallDecimalSum } from "./small-decimal.js";
import { canonical, powerOfTen, type ExactValue } from "./values.js";

/** The scales that have a slot: all that money and integers have. */
const LEAST_SLOT = -40;
const GREATEST_SLOT = 23;

/**
 * More bins than this are folded into one, which takes some microseconds for each number. Text never has that many: the bounds on a literal allow
 * 8,001 scales.
 */
export const MAX_BINS: number = 2 ** 13;

/** Up to this many numbers need no slots, which take half a kilobyte: a table may have millions of keys with a few numbers each. */
const FEW_ADDS = 32;
const NO_SLOTS = new Float64Array(0);

export class DecimalSum {
  /** The sum of the first few numbers, which were added before there were slots. */
  readonly #small = new SmallDecimalSum();
  #adds = 0;
  /**
   * For each scale from 10^{@link LEAST_SLOT} to 10^{@link GREATEST_SLOT} a sum that is a safe integer. A slot and a coefficient are
   * below 2^53 in magnitude. If their exact sum is not, the rounded sum is not either: so an inexact sum is never kept.
   */
  #slots = NO_SLOTS;
  /** For each scale the sum of the coefficients that its slot has no room for. */
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
    this.add(coefficient, exponent);
  }

  #addToBin(coefficient: bigint, exponent: number): void {
    if (coefficient === 0n) return;
    const bins = (this.#bins ??= new Map());
    bins.set(exponent, (bins.get(exponent) ?? 0n) + coefficient);
    if (bins.size > MAX_BINS) this.#fold(bins);
  }

  #fold(bins: Map<number, bigint>): void {
    const { coefficient, exponent } = sumOfTerms(bins);
    bins.clear();
    if (coefficient !== 0n) bins.set(exponent, coefficient);
  }

  /** @param sign -1 takes the other sum away */
  merge(other: DecimalSum, sign: 1 | -1 = 1): void {
    for (const [exponent, coefficient] of other.#terms())
      this.add(sign < 0 ? -coefficient : coefficient, exponent);
  }

  /** How many bins there are. */
  get bins(): number {
    return this.#bins?.size ?? 0;
  }

  value(): ExactValue {
    return sumOfTerms(this.#terms());
  }

  /** The sums at each scale, as they are now. */
  #terms(): Term[] {
    const { coefficient, exponent } = this.#small;
    const terms: Term[] = [...(this.#bins ?? [])];
    if (coefficient !== 0) terms.push([exponent, coefficient]);
    for (let slot = 0; slot < this.#slots.length; slot++) {
      if (this.#slots[slot] !== 0) terms.push([slot + LEAST_SLOT, this.#slots[slot]!]);
    }
    return terms;
  }
}

/** `coefficient` × 10^`exponent`. */
type Term = readonly [exponent: number, coefficient: number | bigint];

/** Goes from the greatest scale to the least, so that each step multiplies by no more than the gap between two scales. */
export function sumOfTerms(terms: Iterable<Term>): ExactValue {
  const descending = [...terms].sort(([a], [b]) => b - a);
  let sum = 0n;
  let scale = descending[0]?.[0] ?? 0;
  for (const [exponent, coefficient] of descending) {
    sum = (scale === exponent ? sum : sum * powerOfTen(scale - exponent)) + BigInt(coefficient);
    scale = exponent;
  }
  return canonical(sum, scale);
}

/** The exact sum of binary64 numbers, NaN, infinities and −0 included. */
import { UNIT_EXPONENT, Superaccumulator } from "./superaccumulator.js";

export class BinarySum {
  #finite = new Superaccumulator();
  #nan = false;
  #positiveInfinity = false;
  #negativeInfinity = false;
  /** No number but −0 so far, which a sum of nothing but those is. */
  #onlyMinusZeros = true;

  add(x: number): void {
    if (x - x !== 0) return this.#addSpecial(x);
    if (this.#onlyMinusZeros && !Object.is(x, -0)) this.#onlyMinusZeros = false;
    this.#finite.add(x);
  }

  addDoubles(values: Float64Array): void {
    for (let i = 0; i < values.length; i++) this.add(values[i]!);
  }

  addNumbers(values: readonly number[]): void {
    for (let i = 0; i < values.length; i++) this.add(values[i]!);
  }

  /**
   * Adds `integer` × 2^`exponent2`: a safe integer, and an exponent from -1074 to 1076. A zero changes nothing.
   */
  addScaled(integer: number, exponent2: number): void {
    if (integer === 0) return;
    this.#onlyMinusZeros = false;
    this.#finite.addScaled(integer, exponent2);
  }

  /** Adds `units` × 2^-1074: less than 2^1077 in all. */
  addUnits(units: bigint): void {
    const negative = units < 0n;
    let rest = negative ? -units : units;
    for (let exponent2 = UNIT_EXPONENT; rest !== 0n; exponent2 += 32) {
      const limb = Number(BigInt.asUintN(32, rest));
      this.addScaled(negative ? -limb : limb, exponent2);
      rest >>= 32n;
    }
  }

  #addSpecial(x: number): void {
    this.#onlyMinusZeros = false;
    if (x === Infinity) this.#positiveInfinity = true;
    else if (x === -Infinity) this.#negativeInfinity = true;
    else this.#nan = true;
  }

  merge(other: BinarySum): void {
    this.#finite.merge(other.#finite);
    this.#nan ||= other.#nan;
    this.#positiveInfinity ||= other.#positiveInfinity;
    this.#negativeInfinity ||= other.#negativeInfinity;
    this.#onlyMinusZeros &&= other.#onlyMinusZeros;
  }

  clone(): BinarySum {
    const copy = new BinarySum();
    copy.merge(this);
    return copy;
  }

  /** NaN or an infinity, where the sum is one of them. */
  get special(): number | undefined {
    if (this.#nan || (this.#positiveInfinity && this.#negativeInfinity)) return NaN;
    if (this.#positiveInfinity) return Infinity;
    return this.#negativeInfinity ? -Infinity : undefined;
  }

  /** Whether it is the sum of nothing but −0, or of nothing at all. */
  get onlyMinusZeros(): boolean {
    return this.#onlyMinusZeros;
  }

  /** The finite part in units of 2^-1074. */
  toUnits(): bigint {
    return this.#finite.toUnits();
  }

  /** The correctly rounded sum. That of no numbers is −0, as in `Math.sumPrecise`. */
  toNumber(): number {
    return this.special ?? (this.#onlyMinusZeros ? -0 : this.#finite.toNumber());
  }
}

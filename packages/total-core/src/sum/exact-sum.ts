/** The exact sum of numbers of every kind: binary64, decimals, integers. */
import type { FloatArray } from "../contract/numbers-api.js";
import { BinarySum } from "./binary.js";
import { DecimalSum, sumOfTerms } from "./decimal.js";
import { engineFor, sumOfFloats } from "./engine.js";
import { unitsOfValue, valueOfUnits, type ExactValue } from "./values.js";
import { UNIT_EXPONENT } from "./superaccumulator.js";

/** Which numbers were added: none, binary64 alone, or decimals or integers too. It decides how a total is printed. */
export type Kind = "none" | "binary" | "other";

/** All that a sum is made of, as it is stored and compared. */
export interface SumState {
  readonly kind: Kind;
  readonly count: number;
  readonly special: number | undefined;
  readonly minusZero: boolean;
  /** The finite sum; ignored where there is a special. */
  readonly value: ExactValue;
}

export class ExactSum {
  #binary: BinarySum | undefined;
  #decimal: DecimalSum | undefined;
  /** How many numbers were added. Others read it. */
  count = 0;
  /** Others read it. */
  kind: Kind = "none";

  #counted(count: number, kind: Kind): void {
    this.count += count;
    if (kind === "other" || this.kind === "none") this.kind = kind;
  }

  double(x: number): void {
    (this.#binary ??= new BinarySum()).add(x);
    this.#counted(1, "binary");
  }

  doubles(values: Float64Array): void {
    if (values.length === 0) return;
    engineFor(values.length).sum(values, (this.#binary ??= new BinarySum()));
    this.#counted(values.length, "binary");
  }

  /** Adds floats of another kind than binary64. */
  floats(values: FloatArray): void {
    if (values.length === 0) return;
    sumOfFloats(values, (this.#binary ??= new BinarySum()));
    this.#counted(values.length, "binary");
  }

  /**
   * Adds `list[start]` to before `list[end]`.
   * @throws TypeError naming the index of what is not a number, and must not be used after that
   */
  numbers(list: readonly number[], start: number, end: number): void {
    if (start === end) return;
    engineFor(end - start).sumOfNumbers(list, start, end, (this.#binary ??= new BinarySum()));
    this.#counted(end - start, "binary");
  }

  /** Adds `coefficient` × 10^`exponent`, the sum of `count` numbers. */
  decimal(coefficient: number | bigint, exponent: number, count: number = 1): void {
    (this.#decimal ??= new DecimalSum()).add(coefficient, exponent);
    this.#counted(count, "other");
  }

  merge(other: ExactSum): void {
    if (other.kind === "none") return;
    if (!Number.isSafeInteger(this.count + other.count)) {
      throw new RangeError(`a total counts no more than ${Number.MAX_SAFE_INTEGER} numbers`);
    }
    if (other.#binary !== undefined) (this.#binary ??= new BinarySum()).merge(other.#binary);
    if (other.#decimal !== undefined) (this.#decimal ??= new DecimalSum()).merge(other.#decimal);
    this.#counted(other.count, other.kind);
  }

  clone(): ExactSum {
    const copy = new ExactSum();
    copy.merge(this);
    return copy;
  }

  /** A sum in the given state; `undefined` where no numbers can have that sum. */
  static restore({ kind, count, special, minusZero, value }: SumState): ExactSum | undefined {
    const sum = new ExactSum();
    if (kind === "none") return count === 0 ? sum : undefined;
    if (count === 0) return undefined;
    sum.#counted(count, kind);
    if (special !== undefined) {
      sum.#binary = new BinarySum();
      sum.#binary.add(special);
      // A special comes from a binary number, `other` from another number: that takes two.
      return kind === "other" && count === 1 ? undefined : sum;
    }
    if (kind === "other") {
      sum.#decimal = new DecimalSum();
      sum.#decimal.add(value.coefficient, value.exponent);
      return sum;
    }
    const units = unitsOfValue(value);
    if (units === undefined || (units < 0n ? -units : units) > BigInt(count) * GREATEST_UNITS)
      return undefined;
    sum.#binary = new BinarySum();
    sum.#binary.add(minusZero ? -0 : 0);
    sum.#binary.addUnits(units);
    return sum;
  }

  /** NaN or an infinity where the sum is one of them: then it has no exact value. */
  get special(): number | undefined {
    return this.#binary?.special;
  }

  /** Whether the sum is −0: binary numbers alone, and all of them −0. */
  get isMinusZero(): boolean {
    return this.kind === "binary" && this.#binary!.onlyMinusZeros;
  }

  /** The correctly rounded sum of binary numbers alone; 0 if there are no numbers. */
  binaryToNumber(): number {
    return this.#binary?.toNumber() ?? 0;
  }

  /** The finite sum, exactly. */
  value(): ExactValue {
    const units = this.#binary?.toUnits() ?? 0n;
    if (this.#decimal === undefined) return valueOfUnits(units);
    const decimal = this.#decimal.value();
    if (units === 0n) return decimal;
    const binary = valueOfUnits(units);
    return sumOfTerms([
      [binary.exponent, binary.coefficient],
      [decimal.exponent, decimal.coefficient],
    ]);
  }
}

/** The greatest binary64 in units of 2^-1074. */
const GREATEST_UNITS = ((1n << 53n) - 1n) << BigInt(1023 - 52 - UNIT_EXPONENT);

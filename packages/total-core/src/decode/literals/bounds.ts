/** The bounds of a literal, and how its faults are told. */
import { quote } from "../../basics/quote.js";
import { TotalError, type Place } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import type { NumbersSink } from "../../contract/sink.js";

/** The longest literal, in bytes. */
export const MAX_LITERAL_BYTES = 16_384;

/** The first and the last non-zero digit of a literal stand for a digit × 10^p with -MAX_POSITION <= p <= MAX_POSITION. */
export const MAX_POSITION = 4000;

/** Every integer of this many digits is a safe one. */
export const SAFE_DIGITS = 15;

/** Greater exponents are taken for this one: out of bounds wherever the point of the mantissa is, and far from any overflow. */
export const HUGE_EXPONENT = 1_000_000;

export type DecimalSink = Pick<NumbersSink, "decimal">;

/** The fault of a literal; the caller knows its place. */
export interface LiteralFault {
  readonly code: "BAD_NUMBER" | "BAD_FORMAT" | "EXPONENT_RANGE";
  readonly expected: string;
}

export const BAD_NUMBER: LiteralFault = { code: "BAD_NUMBER", expected: "a number" };
export const EXPONENT_RANGE: LiteralFault = {
  code: "EXPONENT_RANGE",
  expected: "a number of at most 16 KiB with its digits between 10^-4000 and 10^4000",
};

export function literalError(
  { code, expected }: LiteralFault,
  place: Place,
  got: string | Uint8Array,
  hints?: readonly Hint[],
): TotalError {
  return new TotalError(code, { place, expected, got: quote(got), hints });
}

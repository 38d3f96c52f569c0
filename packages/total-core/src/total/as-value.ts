/** How JavaScript compares, copies and shows a total, and refuses it in arithmetic. */
import type { ExactSum, Kind } from "../sum/exact-sum.js";
import { allDigits } from "./print.js";

/** Everything that makes one total different from another: the content of its bytes, in a form that a failed comparison can show. */
export interface TotalState {
  readonly kind: Kind;
  readonly count: number;
  /** All digits; `-0` for minus zero. */
  readonly digits: string;
  /** A symbol makes structured cloning fail, and the error shows its text. */
  readonly uncloneable: symbol;
}

const UNCLONEABLE = Symbol("a Total: post its toBytes() instead");

export function stateOfSum(sum: ExactSum): TotalState {
  const { kind, count } = sum;
  return { kind, count, digits: digitsOf(sum), uncloneable: UNCLONEABLE };
}

function digitsOf(sum: ExactSum): string {
  if (sum.special !== undefined) return String(sum.special);
  return sum.isMinusZero ? "-0" : allDigits(sum.value());
}

/** The error for a total in an expression that wants a number, or a number or a text. */
export function notANumber(): TypeError {
  return new TypeError(
    "expected a number or a text in an expression, got a Total: call its toNumber(), toBigInt() or toString()",
  );
}

/** The method by which Node, Deno and Bun show an object. */
export const INSPECT: symbol = Symbol.for("nodejs.util.inspect.custom");

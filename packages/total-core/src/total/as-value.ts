/** A total where JavaScript compares, copies or shows objects, or counts with them. */
import type { ExactSum, Kind } from "../sum/exact-sum.js";
import { allDigits } from "./print.js";

/** All that makes one total different from another: as much as its bytes tell, but so that a failed comparison can be read. */
export interface TotalState {
  readonly kind: Kind;
  readonly count: number;
  /** All of them; `-0` for minus zero. */
  readonly digits: string;
  /** A symbol cannot be cloned, and the error about it shows its text. */
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

/** @returns the error about a total that stands where JavaScript wants a number, or cannot know whether it wants one */
export function notANumber(): TypeError {
  return new TypeError(
    "expected a number or a text in an expression, got a Total: call its toNumber(), toBigInt() or toString()",
  );
}

/** Where Node, Deno and Bun look for how an object is shown. */
export const INSPECT: symbol = Symbol.for("nodejs.util.inspect.custom");

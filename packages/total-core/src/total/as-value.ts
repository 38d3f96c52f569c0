/** How JavaScript compares, copies and shows a total, and refuses it in arithmetic. */
import type { ExactSum, Kind } from "../sum/exact-sum.js";
import { finiteDoubles } from "../sum/state.js";
import { allDigits } from "./print.js";

/** Everything that makes one total different from another: the content of its bytes, in a form that a failed comparison can show. */
export interface TotalState {
  readonly kind: Kind;
  readonly count: number;
  /** All digits; `-0` for minus zero. */
  readonly digits: string;
  /** How many of each can be taken out, where there are NaN, infinities, or numbers of both kinds. */
  readonly parts?: PartsOfTotal;
  /** A symbol makes structured cloning fail, and the error shows its text. */
  readonly uncloneable: symbol;
}

interface PartsOfTotal {
  /** How many numbers are decimals or integers. */
  readonly decimals: number;
  /** How many are finite binary64. */
  readonly doubles: number;
  readonly nans: number;
  readonly infinities: number;
  readonly minusInfinities: number;
  /** The total of the finite ones. */
  readonly finite: string;
}

const UNCLONEABLE = Symbol("a Total: post its toBytes() instead");

export function stateOfSum(sum: ExactSum): TotalState {
  const { kind, count, special } = sum;
  const state = sum.state();
  const { decimals, nans, infinities, minusInfinities, dropped } = state;
  const doubles = finiteDoubles(state);
  const finite = state.minusZero ? "-0" : allDigits(state.value);
  const digits = special === undefined ? finite : String(special);
  const isOfOneKind = doubles === count || decimals === count || dropped !== undefined;
  const parts = isOfOneKind
    ? {}
    : { parts: { decimals, doubles, nans, infinities, minusInfinities, finite } };
  return { kind, count, digits, ...parts, uncloneable: UNCLONEABLE };
}

/** The error for a total in an expression that wants a number, or a number or a text. */
export function notANumber(): TypeError {
  return new TypeError(
    "expected a number or a text in an expression, got a Total: call its toNumber(), toBigInt() or toString()",
  );
}

/** The method by which Node, Deno and Bun show an object. */
export const INSPECT: symbol = Symbol.for("nodejs.util.inspect.custom");

/** The method by which a total of any copy of this package hands its bytes to another copy. */
export const AS_BYTES: symbol = Symbol.for("@dlg/total-core: the bytes of a Total");

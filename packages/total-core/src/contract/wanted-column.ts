/** Which column the caller asked for, and how errors show the columns that there are. */
import { optionError } from "../basics/option-values.js";
import { quote } from "../basics/quote.js";
import type { FormatOptions } from "./format-options.js";

/** One column, as an option names it. */
export interface WantedColumn {
  /** The option's value. */
  readonly text: string;
  /** The text without spaces around it; `undefined` where the option is a number, which is never a name. */
  readonly name: string | undefined;
  /** From 1; `undefined` where the text is no position. */
  readonly position: number | undefined;
}

const MAX_NAME_BYTES = 16_384;

/** @throws RangeError for a number that is no position, and for a name longer than 16 KiB */
export function wantedColumn(
  option: "column" | "by",
  column: FormatOptions["column"],
): WantedColumn | undefined {
  if (column === undefined) return undefined;
  const text = String(column);
  if (typeof column === "number") {
    if (Number.isSafeInteger(column) && column > 0) return { text, name: undefined, position: column };
    throw optionError(RangeError, option, "a name or a position from 1", text);
  }
  const name = text.replace(/^ +| +$/g, "");
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) {
    throw optionError(RangeError, option, "a name of at most 16 KiB", "a longer one");
  }
  return { text, name, position: /^[1-9]\d{0,14}$/.test(name) ? Number(name) : undefined };
}

/** How many columns an error lists at most. */
export const MAX_LISTED_COLUMNS = 20;

/** A name that is a plain word stands without quotes. */
export function shownColumn(name: string): string {
  return /^[\p{L}\p{N}_][\p{L}\p{N}_.-]{0,59}$/u.test(name) ? name : quote(name);
}

/** `id, amount, "unit price" and 3 more`: the first of `count` things. */
export function listed(first: readonly string[], count: number): string {
  const rest = count - first.length;
  return `${first.join(", ")}${rest === 0 ? "" : ` and ${rest} more`}`;
}

interface Columns {
  /** As {@link listed}. */
  readonly list: string;
  /** How many columns there are. */
  readonly count: number;
  /** The name that the caller may have meant. */
  readonly nearest: string | undefined;
}

/** The columns that the caller could ask for instead: `one of the columns id, amount (did you mean amount?)`. */
export function columnChoices(wanted: WantedColumn | undefined, { list, count, nearest }: Columns): string {
  const columns = `one of the columns ${list}`;
  if (wanted?.position !== undefined) return `${columns}, or ${positionsUpTo(count)}`;
  return nearest === undefined ? columns : `${columns} (did you mean ${shownColumn(nearest)}?)`;
}

export function positionsUpTo(count: number): string {
  return `a position from 1 to ${count}`;
}

/** Which column somebody asked for, and how errors show the columns that there are. */
import { quote } from "../basics/quote.js";
import type { FormatOptions } from "./numbers-api.js";

/** What names one column: its name, or a position. */
export interface WantedColumn {
  /** As it was given. */
  readonly text: string;
  /** Without spaces around it; `undefined` where it was given as a number, which is never a name. */
  readonly name: string | undefined;
  /** From 1; `undefined` where it is none. */
  readonly position: number | undefined;
}

const MAX_NAME_BYTES = 16_384;

/**
 * @param option what it is called in errors
 * @throws RangeError for a number that is no position, and for a name longer than 16 KiB
 */
export function wantedColumn(option: string, column: FormatOptions["column"]): WantedColumn | undefined {
  if (column === undefined) return undefined;
  const text = String(column);
  if (typeof column === "number") {
    if (Number.isSafeInteger(column) && column > 0) return { text, name: undefined, position: column };
    throw new RangeError(`${option}: expected a name or a position from 1, got ${text}`);
  }
  const name = text.replace(/^ +| +$/g, "");
  if (new TextEncoder().encode(name).length > MAX_NAME_BYTES) {
    throw new RangeError(`${option}: expected a name of at most 16 KiB, got a longer one`);
  }
  return { text, name, position: /^[1-9]\d{0,14}$/.test(name) ? Number(name) : undefined };
}

/** So many columns are listed at most. */
export const MAX_LISTED_COLUMNS = 20;

/** Without quotes where that reads well. */
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
  /** How many there are. */
  readonly count: number;
  /** The name that may have been meant. */
  readonly nearest: string | undefined;
}

/** What could have been asked for instead: `one of the columns id, amount (did you mean amount?)`. */
export function columnChoices(wanted: WantedColumn | undefined, { list, count, nearest }: Columns): string {
  const columns = `one of the columns ${list}`;
  if (wanted?.position !== undefined) return `${columns}, or ${positionsUpTo(count)}`;
  return nearest === undefined ? columns : `${columns} (did you mean ${shownColumn(nearest)}?)`;
}

export function positionsUpTo(count: number): string {
  return `a position from 1 to ${count}`;
}

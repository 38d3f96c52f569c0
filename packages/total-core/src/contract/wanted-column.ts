/** Which column the caller asked for, and how errors show the columns that there are. */
import { utf8Encoder } from "../basics/text-codecs.js";
import { optionError } from "../basics/option-values.js";
import { quote } from "../basics/quote.js";
import { listOf, type Column, type FormatOptions } from "./format-options.js";

/** One column, as an option names it. */
export interface WantedColumn {
  /** The option's value. */
  readonly text: string;
  /** The text without spaces around it; `undefined` where the option is a number, which is never a name. */
  readonly name: string | undefined;
  /** From 1; `undefined` where the text is no position. */
  readonly position: number | undefined;
  /** `undefined` where the text is no range of positions. */
  readonly range: ColumnRange | undefined;
}

/** Positions from 1. */
export interface ColumnRange {
  readonly first: number;
  /** `undefined` where it is the last column. */
  readonly last: number | undefined;
}

const MAX_NAME_BYTES = 16_384;

/** More totals than a table has columns that a user looks at; each takes memory of its own. */
export const MAX_WANTED_COLUMNS = 1000;

/**
 * The columns that an option asks for, in its order; none where it is not given.
 * @throws RangeError for a list of none or of too many, a number that is no position, and a name longer than 16 KiB
 */
export function wantedColumns(
  option: "column" | "by",
  columns: FormatOptions["column"],
): readonly WantedColumn[] {
  if (columns === undefined) return [];
  const list = listOf(columns);
  checkListLength(option, list);
  return list.map((column) => wantedColumn(option, column));
}

/** @throws RangeError where an option is a list of none, or of more than there may be */
export function checkListLength(option: string, list: readonly unknown[]): void {
  if (list.length > 0 && list.length <= MAX_WANTED_COLUMNS) return;
  throw optionError(RangeError, option, `1 to ${MAX_WANTED_COLUMNS} of them`, String(list.length));
}

function wantedColumn(option: "column" | "by", column: Column): WantedColumn {
  const text = String(column);
  if (typeof column === "number") {
    if (Number.isSafeInteger(column) && column > 0)
      return { text, name: undefined, position: column, range: undefined };
    throw optionError(RangeError, option, "a name or a position from 1", text);
  }
  const name = text.replace(/^ +| +$/g, "");
  if (utf8Encoder().encode(name).length > MAX_NAME_BYTES) {
    throw optionError(RangeError, option, "a name of at most 16 KiB", "a longer one");
  }
  const position = /^[1-9]\d{0,14}$/.test(name) ? Number(name) : undefined;
  return { text, name, position, range: option === "column" ? rangeFrom(name) : undefined };
}

/** Whether the options ask for several totals; a range may turn out to be one column. */
export function mayBeSeveral({ column = [], field = [] }: FormatOptions): boolean {
  const columns = listOf(column);
  return (
    columns.length > 1 ||
    listOf(field).length > 1 ||
    columns.some((one) => rangeFrom(String(one)) !== undefined)
  );
}

function rangeFrom(text: string): ColumnRange | undefined {
  const [, first, last] = /^([1-9]\d{0,14})-([1-9]\d{0,14})?$/.exec(text) ?? [];
  if (first === undefined) return undefined;
  const range = { first: Number(first), last: last === undefined ? undefined : Number(last) };
  return range.last !== undefined && range.last < range.first ? undefined : range;
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
  if (wanted?.position !== undefined || wanted?.range !== undefined)
    return `${columns}, or ${positionsUpTo(count)}`;
  return nearest === undefined ? columns : `${columns} (did you mean ${shownColumn(nearest)}?)`;
}

export function positionsUpTo(count: number): string {
  return `a position from 1 to ${count}`;
}

/** Finds the columns of a CSV that the caller asked for. */
import { quote } from "../../basics/quote.js";
import { TotalError } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import {
  columnChoices,
  listed,
  MAX_WANTED_COLUMNS,
  positionsUpTo,
  type ColumnRange,
  type WantedColumn,
} from "../../contract/wanted-column.js";
import { hints } from "../hints.js";
import { placeOnLine, type BytePlace, type Position } from "../position.js";
import type { Header, NumberInHeader } from "./header.js";

/** The first row. */
export interface FirstRow {
  /** How many columns it has; 0 where there is no first row. */
  readonly count: number;
  /** Where it begins; without one, the end of the source. */
  readonly start: Position;
  /** `undefined` where it is no header. */
  readonly header: Header | undefined;
  /** The name of the source in errors. */
  readonly source: string | undefined;
  /** A character in it that may be the true delimiter. */
  readonly otherDelimiter: string | undefined;
}

/** A column that was found. */
export interface FoundColumn {
  /** Its field, from 0. */
  readonly field: number;
  /** Its name in the header, or its position where it has none. */
  readonly name: string;
}

/** A column that is asked for; `undefined` is the only one. */
export type Wanted = WantedColumn | undefined;

/** The positions that a column stands at if it has not this name; `undefined` where it has no position. */
export function positionsOf(wanted: Wanted): ColumnRange | undefined {
  if (wanted === undefined) return ONLY_COLUMN;
  const { position, range } = wanted;
  return position === undefined ? range : { first: position, last: position };
}

const ONLY_COLUMN: ColumnRange = { first: 1, last: 1 };

/**
 * @param option the one that asks for them
 * @returns for each column that is asked for the one or the range that it is, in the order of the rows
 * @throws TotalError NO_COLUMN
 */
export function foundColumns(
  option: "column" | "by",
  wanted: readonly Wanted[],
  row: FirstRow,
): readonly FoundColumn[] {
  const found: FoundColumn[] = [];
  for (const one of wanted) {
    found.push(...columnsOf(option, one, row));
    // Each range may have that many.
    if (found.length > MAX_WANTED_COLUMNS) throw tooMany(row, "more");
  }
  return found;
}

function columnsOf(option: "column" | "by", wanted: Wanted, row: FirstRow): readonly FoundColumn[] {
  const { count, header } = row;
  if (count === 0) {
    throw noColumn(placeOf(row), header === undefined ? "a row" : "a header", "the end of the input");
  }
  const named = wanted?.name === undefined ? undefined : header?.named(wanted.name);
  if (named?.count === 1) {
    if (named.number !== undefined) throw numberInHeader(named.number);
    return [{ field: named.positions[0]! - 1, name: wanted!.name! }];
  }
  if (named !== undefined && named.count > 1) {
    const positions = listed(named.positions.map(String), named.count);
    throw noColumn(placeOf(row), `one of the positions ${positions}, all of that name`, quote(wanted!.text));
  }
  const { first = Infinity, last = count } = positionsOf(wanted) ?? {};
  if (first > count || last > count || (wanted === undefined && count > 1))
    throw missing(option, wanted, row);
  if (last - first >= MAX_WANTED_COLUMNS) throw tooMany(row, String(last - first + 1));
  const number = header?.firstNumberIn({ first, last });
  if (number !== undefined) throw numberInHeader(number);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const name = header === undefined ? "" : header.nameAt(first + i);
    if (name === undefined) throw tooMany(row, "more");
    return { field: first - 1 + i, name: name || String(first + i) };
  });
}

function missing(option: "column" | "by", wanted: Wanted, row: FirstRow): TotalError {
  const { count, header } = row;
  const nearest =
    wanted?.name === undefined ? undefined : hints()?.nearest(wanted.name, header?.considered ?? []);
  const expected =
    header === undefined
      ? positionsUpTo(count)
      : columnChoices(wanted, { list: header.list(), count, nearest });
  if (wanted === undefined) return noColumn(placeOf(row), expected, "none");
  return noColumn(
    placeOf(row),
    expected,
    quote(wanted.text),
    hints()?.ofColumn(option, wanted, row, nearest),
  );
}

function tooMany(row: FirstRow, got: string): TotalError {
  return noColumn(placeOf(row), `at most ${MAX_WANTED_COLUMNS} columns`, got);
}

function placeOf({ source, start }: FirstRow): BytePlace {
  return placeOnLine(source, start, start.offset);
}

function numberInHeader({ place, got }: NumberInHeader): TotalError {
  return noColumn(place, "a name in the header", got, hints()?.header);
}

function noColumn(place: BytePlace, expected: string, got: string, ways?: readonly Hint[]): TotalError {
  return new TotalError("NO_COLUMN", { place, expected, got, hints: ways });
}

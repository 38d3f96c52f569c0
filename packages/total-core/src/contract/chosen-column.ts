/** Which of a table's columns the caller asked for, where all their names are known beforehand. */
import { NearestName } from "../basics/nearest-name.js";
import { quote } from "../basics/quote.js";
import {
  MAX_LISTED_COLUMNS,
  MAX_WANTED_COLUMNS,
  columnChoices,
  listed,
  shownColumn,
  type WantedColumn,
} from "./wanted-column.js";

export interface NamedColumn {
  readonly name: string;
  /** Its index among the columns. */
  readonly index: number;
}

/** Makes the error `NO_COLUMN`. */
export type NoColumn = (expected: string, got: string) => Error;

/**
 * The columns that one value of `column` asks for: one, or a range.
 * @throws the error of `noColumn`
 */
export function chosenColumns<T extends NamedColumn>(
  columns: readonly T[],
  wanted: WantedColumn,
  noColumn: NoColumn,
): readonly T[] {
  const { range } = wanted;
  const isName = columns.some(({ name }) => name.trim() === wanted.name);
  const { first, last = columns.length } = range ?? { first: Infinity };
  if (isName || first > columns.length || last > columns.length)
    return [chosenColumn(columns, wanted, noColumn)];
  if (last - first < MAX_WANTED_COLUMNS) return columns.slice(first - 1, last);
  throw noColumn(`at most ${MAX_WANTED_COLUMNS} columns`, `${last - first + 1}`);
}

/**
 * The column that is asked for, or the only one.
 * @throws the error of `noColumn`
 */
export function chosenColumn<T extends NamedColumn>(
  columns: readonly T[],
  wanted: WantedColumn | undefined,
  noColumn: NoColumn,
): T {
  const named = columns.filter(({ name }) => name.trim() === wanted?.name);
  if (named.length === 1) return named[0]!;
  if (named.length > 1) {
    const positions = named.slice(0, MAX_LISTED_COLUMNS).map(({ index }) => String(index + 1));
    throw noColumn(
      `one of the positions ${listed(positions, named.length)}, all of that name`,
      quote(wanted!.text),
    );
  }
  const position = wanted === undefined && columns.length === 1 ? 1 : wanted?.position;
  const column = position === undefined ? undefined : columns[position - 1];
  if (column !== undefined) return column;
  if (columns.length === 0) throw noColumn("a column", "none");
  const nearest = new NearestName(wanted?.name ?? "");
  for (const { name } of columns) nearest.consider(name);
  const names = columns.slice(0, MAX_LISTED_COLUMNS).map(({ name }) => shownColumn(name));
  const choices = { list: listed(names, columns.length), count: columns.length, nearest: nearest.name };
  throw noColumn(columnChoices(wanted, choices), wanted === undefined ? "none" : quote(wanted.text));
}

/** The finder of ways out of a fault. It changes neither totals nor places, and where nobody has provided it, errors have no `hints`. */
import type { FormatOptions } from "../contract/format-options.js";
import type { Hint } from "../contract/hints.js";
import type { WantedColumn } from "../contract/wanted-column.js";
import type { Spelling } from "./literals/spelling.js";

type Hints = readonly Hint[];

/** The table, as far as it is known where its first row has ended. */
export interface Table {
  readonly header: { readonly considered: readonly string[] } | undefined;
  /** How many columns it has. */
  readonly count: number;
  /** A character in the first row that may be the true delimiter. */
  readonly otherDelimiter: string | undefined;
}

export interface HintFinder {
  /** The options with which a bad number would be one. */
  ofNumber(literal: Uint8Array, given: Spelling, separators: string): Hints;
  /** A word of text that is a currency. */
  ofAmount(money: boolean | undefined): Hints;
  /** A table has not the column that is asked for. */
  ofColumn(option: "column" | "by", wanted: WantedColumn, table: Table, nearest: string | undefined): Hints;
  /** One of these may be the delimiter. */
  ofDelimiters(delimiters: readonly string[]): Hints;
  /** Data that are not read. @param shown as the table of these writes it; @param head their first bytes */
  ofForeign(shown: string, head: Uint8Array): Hints | undefined;
  /** The name that may have been meant with one that no column has. */
  nearest(meant: string, names: readonly string[]): string | undefined;
  /** The same fault, with the header that stands below the first row as its way out. */
  withHeaderBelow(error: unknown, bytes: Uint8Array, lines: number, options: FormatOptions): unknown;
  /** A quote is out of place. */
  readonly quotes: Hints;
  /** A number in a table of one column may be cut at its comma. */
  readonly numberComma: Hints;
  /** A table is not UTF-8. */
  readonly encoding: Hints;
  /** The first row of a table is numbers. */
  readonly header: Hints;
  /** An object lacks the field. */
  readonly missing: Hints;
  /** Something follows a JSON document. */
  readonly sequence: Hints;
}

let provided: HintFinder | undefined;

/** A module that has it calls this when it is loaded. */
export function provideHints(finder: HintFinder): void {
  provided = finder;
}

export function hints(): HintFinder | undefined {
  return provided;
}

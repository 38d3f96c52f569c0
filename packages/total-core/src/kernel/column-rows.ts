/** Rows as the kernel for CSV knows them. */

/** The most columns, and the most fields of a key, that it takes (assembly/csv/rows.ts). */
export { MOST_COLUMNS, MOST_KEY_FIELDS } from "./csv.generated.js";

/** Stands for runs of spaces and tabs, where they are between the fields; then quotes have no meaning. */
export const BLANKS = 0x20;

/** The shape of the rows of a source. */
export interface ColumnRows {
  /** How many fields a row has. */
  readonly fields: number;
  /** For each column the index of its field, from one column to MOST_COLUMNS; two of them may be the same. */
  readonly columns: readonly number[];
  /** The indices of the fields that make the key, at most MOST_KEY_FIELDS; none where rows have no key. Otherwise rows have two fields at least. */
  readonly keys: readonly number[];
  /** A byte: not NUL, CR, LF or quote; a space is {@link BLANKS}. */
  readonly delimiter: number;
  /** Whether fields may be quoted. */
  readonly quotes: boolean;
  /** Whether numbers have a decimal point and no separators between groups; otherwise the reader gets all of them. */
  readonly plainNumbers: boolean;
}

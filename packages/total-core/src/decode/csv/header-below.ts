/** A header that is not the first row: banks and instruments write lines of other things before it. */
import { utf8Decoder } from "../../basics/text-codecs.js";
import { TotalError } from "../../contract/errors.js";
import { type FormatOptions } from "../../contract/format-options.js";
import type { Hint } from "../../contract/hints.js";
import { wantedColumns } from "../../contract/wanted-column.js";
import { WHITESPACE } from "./dialect.js";

/** No preamble that was seen is longer. */
const MOST_LINES = 100;
const MOST_BYTES = 65_536;

const DELIMITERS: readonly string[] = [",", ";", "\t", "|"];

/**
 * The same fault; where the first row lacks a column, and a row below has all that are asked for, that one as the way out.
 *
 * @param bytes of the source behind the first row, as far as they are at hand
 * @param lines how many stand before them
 */
export function withHeaderBelow(
  error: unknown,
  bytes: Uint8Array,
  lines: number,
  options: FormatOptions,
): unknown {
  if (!(error instanceof TotalError && error.code === "NO_COLUMN")) return error;
  const below = headerIn(bytes, options);
  if (below === undefined) return error;
  const value = lines + below;
  const hint: Hint = { option: "skipLines", value, when: `if its header is line ${value + 1}` };
  return new TotalError(error.code, { ...error.fault, hints: [hint] });
}

/** @returns how many lines stand before the one that has all names that are asked for */
function headerIn(bytes: Uint8Array, options: FormatOptions): number | undefined {
  const names = wantedNames(options);
  if (names.length === 0) return undefined;
  const text = utf8Decoder().decode(bytes.subarray(0, MOST_BYTES));
  const found = text
    .split("\n", MOST_LINES)
    .findIndex((line) =>
      fieldsOf(line, options.delimiter).some((fields) => names.every((name) => fields.includes(name))),
    );
  return found < 0 ? undefined : found;
}

/** The columns that have to be named in a header: positions are in any row. */
function wantedNames({ column, by }: FormatOptions): readonly string[] {
  return [...wantedColumns("column", column), ...wantedColumns("by", by)].flatMap(
    ({ name, position, range }) => (position === undefined && range === undefined && name ? [name] : []),
  );
}

/** The fields of a line, for each delimiter that it may have. */
function fieldsOf(line: string, delimiter: string | undefined): readonly (readonly string[])[] {
  if (delimiter === WHITESPACE) return [line.split(/[ \t]+/)];
  return (delimiter === undefined ? DELIMITERS : [delimiter]).map((one) => line.split(one).map(unquoted));
}

/** A name without what stands around it. A delimiter in quotes has cut it before; such a name is not found. */
function unquoted(field: string): string {
  return field
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replaceAll('""', '"');
}

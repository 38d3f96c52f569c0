import { LF } from "../../basics/ascii.js";
import type { CsvRows } from "../../contract/decoder.js";
import type { FormatOptions } from "../../contract/numbers-api.js";
import { NO_SINK } from "../../contract/sink.js";
import { hints } from "../hints.js";
import { decoderOfSource } from "./beginning.js";
import { type CsvDialect, type CsvFormat, WHITESPACE } from "./dialect.js";
import { linesIn } from "./lines.js";
import { newRowReader } from "./new-row-reader.js";
import type { RowReader } from "./row-reader.js";

/** Facts of the first row that a reader needs which begins behind it. */
export interface FirstRow {
  readonly rows: CsvRows;
  /** As the option has it. */
  readonly delimiter: string;
  /** How many bytes stand before the next row. */
  readonly end: number;
}

/**
 * The first row of a CSV.
 *
 * @returns `undefined` where it does not end in `prefix`
 * @throws TotalError where the columns are not as they were asked for, or the first row is malformed
 */
export function firstRow(
  prefix: Uint8Array,
  format: CsvFormat,
  options: FormatOptions,
): FirstRow | undefined {
  let found: { readonly reader: RowReader; readonly dialect: CsvDialect } | undefined;
  let names: readonly string[] = [];
  const sink = { ...NO_SINK, columns: (told: readonly string[]) => void (names = told) };
  const decoder = decoderOfSource({ ...options, sink, skipInvalid: true }, format, (given, dialect) => {
    const reader = newRowReader(given, dialect);
    found = { reader, dialect };
    return reader;
  });
  let at = 0;
  while (found?.reader.seam === undefined) {
    const end = prefix.indexOf(LF, at) + 1;
    if (end === 0) return undefined;
    try {
      decoder.push(prefix.subarray(at, end));
    } catch (error) {
      throw (
        hints()?.withHeaderBelow(error, prefix.subarray(end), linesIn(prefix.subarray(0, end)), options) ??
        error
      );
    }
    at = end;
  }
  const { reader, dialect } = found;
  const { delimiter, otherDelimiter } = dialect;
  const { picked } = reader.seam!;
  const numbers = reader.numbers.numberCells.map((cell) => picked[cell]!);
  return {
    rows: { ...reader.seam!, numbers, names, otherDelimiter, words: reader.firstWords },
    delimiter: delimiter === WHITESPACE ? WHITESPACE : String.fromCharCode(delimiter),
    end: at,
  };
}

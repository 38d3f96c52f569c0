/** Columns of a CSV or TSV by the kernel, and by {@link CsvReader} what the kernel leaves. */
import { LF, QUOTE, SPACE } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { type ColumnRows, csvKernel, MOST_COLUMNS, MOST_KEY_FIELDS } from "../../kernel/csv.js";
import type { RowsReader } from "../../kernel/rows.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { KernelFeed } from "../kernel-feed.js";
import { addOrSkip } from "../literals/literal.js";
import { literalAdder } from "../literals/spelling.js";
import { csvDialect, type CsvFormat } from "./dialect.js";
import { CsvReader } from "./reader.js";

const NUL = 0;

/** The kernel takes no rows with more: they never stand whole in a call's bytes. */
const MOST_FIELDS = 65_536;

/** Where a row begins the kernel takes over. */
export function newCsvDecoder(options: DecoderOptions, format: CsvFormat = "csv"): Decoder {
  const { sink, skipInvalid, decimal = "." } = options;
  const dialect = csvDialect(options, format);
  const { delimiter, quotes } = dialect;
  /** The kernel takes a line of spaces for a blank one, and NUL for the end of its bytes: neither may be the delimiter. */
  const hasKernel = delimiter !== SPACE && delimiter !== NUL;
  const reader = new CsvReader(options, dialect);
  const { position } = reader;
  const addLiteral = literalAdder(options);
  const slowReader = {
    get isAtSeam() {
      const fields = reader.seam?.fields ?? 0;
      const { numberCells, keyCells } = reader.numbers;
      const isKnown = numberCells.length <= MOST_COLUMNS && keyCells.length <= MOST_KEY_FIELDS;
      return isKnown && fields >= (keyCells.length === 0 ? 1 : 2) && fields <= MOST_FIELDS;
    },
    push: (bytes: Uint8Array) => reader.push(bytes),
  };
  const feed = new KernelFeed(slowReader, (bytes, from) => bytes.indexOf(LF, from), "rows");
  /** The kernel's description of the rows; undefined before its first one. */
  let rows: ColumnRows | undefined;

  function newRows(): ColumnRows {
    const { fields, picked } = reader.seam!;
    const { numberCells, keyCells } = reader.numbers;
    const columns = numberCells.map((cell) => picked[cell]!);
    const keys = keyCells.map((cell) => picked[cell]!);
    return { fields, columns, keys, delimiter, quotes, plainNumbers: decimal === "." };
  }

  const rowsReader: RowsReader = {
    sink,
    position,
    addSlowLiteral(bytes, start, end) {
      let from = start;
      let to = end;
      while (from < to && bytes[from] === SPACE) from++;
      while (from < to && bytes[to - 1] === SPACE) to--;
      if (from < to) return addOrSkip(addLiteral, bytes, from, to, sink, skipInvalid) === undefined;
      // A line of nothing but spaces is no row. The byte behind a quoted cell is its closing quote; the one before may be left from another call.
      if (rows!.fields > 1 || (quotes && bytes[end] === QUOTE)) sink.empty();
      return true;
    },
  };

  const decoder: Decoder = {
    push(bytes) {
      const kernel = hasKernel ? csvKernel(bytes.length, position.offset + bytes.length) : undefined;
      feed.push(bytes, kernel, (csv, begin, end) =>
        csv.addRows((rows ??= newRows()), begin, end, rowsReader),
      );
    },
    end() {
      feed.flush();
      reader.end();
      if (rows !== undefined) csvKernel(Infinity, Infinity)?.finish(rows);
    },
    isInQuotes() {
      feed.flush();
      return reader.isInQuotes();
    },
  };
  return skipByteOrderMark(decoder, position);
}

/** A column of a CSV or TSV by the kernel, and by {@link CsvReader} what the kernel leaves. */
import { LF, QUOTE, SPACE } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { type ColumnRows, csvKernel } from "../../kernel/csv.js";
import type { RowsReader } from "../../kernel/rows.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { KernelFeed } from "../kernel-feed.js";
import { addOrSkip } from "../literals/literal.js";
import { literalAdder } from "../literals/spelling.js";
import { csvDialect, type CsvDialect, type CsvFormat } from "./dialect.js";
import { CsvReader } from "./reader.js";

export function newCsvDecoder(options: DecoderOptions, format: CsvFormat = "csv"): Decoder {
  const dialect = csvDialect(options, format);
  const reader = new CsvReader(options, dialect);
  const decoder = isForKernel(dialect) ? kernelDecoder(reader, options, dialect) : reader;
  return skipByteOrderMark(decoder, reader.position);
}

export function newTsvDecoder(options: DecoderOptions): Decoder {
  return newCsvDecoder(options, "tsv");
}

/** The kernel takes a line of spaces for a blank one, and NUL for the end of its bytes: neither may be the delimiter. */
function isForKernel({ delimiter }: CsvDialect): boolean {
  return delimiter !== SPACE && delimiter !== NUL;
}

const NUL = 0;

/** The kernel takes no rows with more: they never stand whole in a call's bytes. */
const MOST_FIELDS = 65_536;

/** Where a row begins the kernel takes over. */
function kernelDecoder(reader: CsvReader, options: DecoderOptions, dialect: CsvDialect): Decoder {
  const { sink, skipInvalid, decimal = "." } = options;
  const { position } = reader;
  const { delimiter, quotes } = dialect;
  const addLiteral = literalAdder(options);
  const leastFields = reader.numbers.keyCell === undefined ? 1 : 2;
  const slowReader = {
    get isAtSeam() {
      const fields = reader.seam?.fields ?? 0;
      return fields >= leastFields && fields <= MOST_FIELDS;
    },
    push: (bytes: Uint8Array) => reader.push(bytes),
  };
  const feed = new KernelFeed(slowReader, (bytes, from) => bytes.indexOf(LF, from), "rows");
  /** What the kernel must know of rows, once it has been given one. */
  let rows: ColumnRows | undefined;

  function newRows(): ColumnRows {
    const { fields, picked } = reader.seam!;
    const { numberCell, keyCell } = reader.numbers;
    const key = keyCell === undefined ? undefined : picked[keyCell]!;
    return { fields, picked: picked[numberCell]!, key, delimiter, quotes, usualNumbers: decimal === "." };
  }

  const rowsReader: RowsReader = {
    sink,
    position,
    addOddLiteral(bytes, start, end) {
      let from = start;
      let to = end;
      while (from < to && bytes[from] === SPACE) from++;
      while (from < to && bytes[to - 1] === SPACE) to--;
      if (from < to) return addOrSkip(addLiteral, bytes, from, to, sink, skipInvalid) === undefined;
      // A line of nothing but spaces is no row.
      if (rows!.fields > 1 || (quotes && bytes[start - 1] === QUOTE)) sink.empty();
      return true;
    },
  };

  return {
    push(bytes) {
      const kernel = csvKernel(bytes.length, position.offset + bytes.length);
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
}

/** The numbers in one column of a CSV or TSV. */
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { CsvNumbers } from "./numbers.js";
import { csvDialect, type CsvDialect, type CsvFormat } from "./dialect.js";
import { CsvReader } from "./reader.js";

export function newCsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, "csv");
}

export function newTsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, "tsv");
}

function newDecoder(options: DecoderOptions, format: CsvFormat): Decoder {
  const reader = newCsvReader(options, csvDialect(options, format));
  return skipByteOrderMark(reader, reader.position);
}

/** A byte-order mark has to be skipped for it. */
export function newCsvReader(
  options: DecoderOptions,
  dialect: CsvDialect,
  visitor: CsvNumbers = new CsvNumbers(options, dialect),
): CsvReader {
  const { source, position, rows } = options;
  return new CsvReader({ visitor, dialect, source, position, rows });
}

/** The numbers in one column of a CSV or TSV. */
import type { Decoder, DecoderOptions } from "../stages.js";
import { skipByteOrderMark } from "./byte-order-mark.js";
import { CsvNumbers } from "./csv-numbers.js";
import { csvDialect, type CsvDialect } from "./csv-options.js";
import { CsvReader } from "./csv-reader.js";

export function newCsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, ",");
}

export function newTsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, "\t");
}

function newDecoder(options: DecoderOptions, usualDelimiter: string): Decoder {
  const reader = newCsvReader(options, csvDialect(options, usualDelimiter));
  return skipByteOrderMark(reader, reader.position);
}

/** A byte-order mark has to be skipped for it. */
export function newCsvReader(options: DecoderOptions, dialect: CsvDialect): CsvReader {
  return new CsvReader({ visitor: new CsvNumbers(options, dialect), dialect, source: options.source });
}

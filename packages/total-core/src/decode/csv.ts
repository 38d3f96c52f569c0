/** The numbers in one column of a CSV or TSV. */
import type { Decoder, DecoderOptions } from "../stages.js";
import { skipByteOrderMark } from "./byte-order-mark.js";
import { CsvNumbers } from "./csv-numbers.js";
import { csvDialect } from "./csv-options.js";
import { CsvReader } from "./csv-reader.js";

export function newCsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, ",");
}

export function newTsvDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, "\t");
}

function newDecoder(options: DecoderOptions, usualDelimiter: string): Decoder {
  const dialect = csvDialect(options, usualDelimiter);
  const visitor = new CsvNumbers(options, dialect);
  const reader = new CsvReader({ visitor, dialect, source: options.source });
  return skipByteOrderMark(reader, reader.position);
}

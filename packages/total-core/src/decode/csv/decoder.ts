import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { loadedFeeds } from "../feeds.js";
import { decoderOfSource } from "./beginning.js";
import type { CsvFormat } from "./dialect.js";
import { newRowReader } from "./new-row-reader.js";

export function newCsvDecoder(options: DecoderOptions, format: CsvFormat = "csv"): Decoder {
  return decoderOfSource(options, format, (given, dialect) => {
    const reader = newRowReader(given, dialect);
    return loadedFeeds()?.csv(reader, given, dialect) ?? reader;
  });
}

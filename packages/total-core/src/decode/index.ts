/** From bytes to numbers: a decoder for each format but Parquet, whose pages source/parquet reads. */
import type { NewDecoder } from "../contract/decoder.js";
import type { Format } from "../contract/numbers-api.js";
import { newCsvDecoder } from "./csv/decoder.js";
import { newF64Decoder } from "./f64/decoder.js";
import { newJsonDecoder, newNdjsonDecoder } from "./json/decoder.js";
import { newTextDecoder } from "./text/decoder.js";

/** Each uses a kernel where there is one for what it reads, and its room's reader in TypeScript for everything else. */
export const decoders: Partial<Record<Format, NewDecoder>> = {
  text: newTextDecoder,
  csv: (options) => newCsvDecoder(options),
  tsv: (options) => newCsvDecoder(options, "tsv"),
  json: newJsonDecoder,
  ndjson: newNdjsonDecoder,
  f64: (options) => newF64Decoder(options),
};

export { checkFormatOptions } from "./format-options.js";
export { formatFromPrefix } from "./detect.js";
export { keysFromField } from "./json/path.js";

/** From bytes to numbers: a decoder for each format. `parquet` has none yet. */
import type { Format } from "../contract/numbers-api.js";
import type { NewDecoder } from "../contract/decoder.js";
import { newCsvDecoder, newTsvDecoder } from "./csv/new-reader.js";
import { newF64Decoder } from "./f64/decoder.js";
import { newJsonDecoder } from "./json/document.js";
import { newNdjsonDecoder } from "./json/ndjson.js";
import { newTextDecoder } from "./text/reader.js";

export const decoders: Partial<Record<Format, NewDecoder>> = {
  text: newTextDecoder,
  csv: newCsvDecoder,
  tsv: newTsvDecoder,
  json: newJsonDecoder,
  ndjson: newNdjsonDecoder,
  f64: (options) => newF64Decoder(options),
};

export { checkFormatOptions } from "./format-options.js";
export { formatFromPrefix } from "./detect.js";
export { keysFromField } from "./json/path.js";
export { addLiteral } from "./literals/literal.js";

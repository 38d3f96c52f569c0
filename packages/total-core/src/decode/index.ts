/** From bytes to numbers: a decoder for each format. `parquet` has none yet. */
import type { Format } from "../numbers-api.js";
import type { NewDecoder } from "../stages.js";
import { newCsvDecoder, newTsvDecoder } from "./csv.js";
import { newF64Decoder } from "./f64.js";
import { newJsonDecoder } from "./json.js";
import { newNdjsonDecoder } from "./ndjson.js";
import { newTextDecoder } from "./text.js";

export const decoders: Partial<Record<Format, NewDecoder>> = {
  text: newTextDecoder,
  csv: newCsvDecoder,
  tsv: newTsvDecoder,
  json: newJsonDecoder,
  ndjson: newNdjsonDecoder,
  f64: (options) => newF64Decoder(options),
};

export { formatFromPrefix } from "./detect.js";
export { keysFromField } from "./json-path.js";
export { addLiteral } from "./literal.js";

/** From bytes to numbers: a decoder for each format. `parquet` has none yet. */
import type { Format } from "../contract/numbers-api.js";
import type { NewDecoder } from "../contract/decoder.js";
import { newCsvReader, newTsvReader } from "./csv/reader.js";
import { newF64Decoder } from "./f64/decoder.js";
import { newJsonReader, newNdjsonReader } from "./json/reader.js";
import { newTextReader } from "./text/reader.js";

export const decoders: Partial<Record<Format, NewDecoder>> = {
  text: newTextReader,
  csv: newCsvReader,
  tsv: newTsvReader,
  json: newJsonReader,
  ndjson: newNdjsonReader,
  f64: (options) => newF64Decoder(options),
};

export { formatFromPrefix } from "./detect.js";
export { keysFromField } from "./json/path.js";
export { addLiteral } from "./literals/literal.js";

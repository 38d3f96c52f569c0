/** From bytes to numbers: a decoder for each format. `csv`, `tsv` and `parquet` have none yet. */
import type { Format } from "../numbers-api.js";
import type { NewDecoder } from "../stages.js";
import { newJsonDecoder, newNdjsonDecoder } from "./json.js";
import { newTextDecoder } from "./text.js";

export const decoders: Partial<Record<Format, NewDecoder>> = {
  text: newTextDecoder,
  json: newJsonDecoder,
  ndjson: newNdjsonDecoder,
};

export { addLiteral, addLiteralBytes, type DecimalSink, type LiteralFault } from "./literal.js";

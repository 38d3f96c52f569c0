/** From bytes to numbers: a decoder for each format but Parquet, whose pages source/parquet reads. */
import type { NewDecoder } from "../contract/decoder.js";
import type { Format } from "../contract/numbers-api.js";
import { kernelCsvDecoder, kernelTsvDecoder } from "./csv/decoder.js";
import { newF64Decoder } from "./f64/decoder.js";
import { kernelJsonDecoder, kernelNdjsonDecoder } from "./json/decoder.js";
import { kernelTextDecoder } from "./text/decoder.js";
import { newTextDecoder } from "./text/reader.js";

/** Each uses a kernel where there is one for what it reads, and its room's reader in TypeScript for everything else. */
export const decoders: Partial<Record<Format, NewDecoder>> = {
  text: (options) => {
    const isPlain = options.thousands === undefined && options.decimal === undefined;
    return isPlain ? kernelTextDecoder(options) : newTextDecoder(options);
  },
  csv: kernelCsvDecoder,
  tsv: kernelTsvDecoder,
  json: kernelJsonDecoder,
  ndjson: kernelNdjsonDecoder,
  f64: (options) => newF64Decoder(options),
};

export { checkFormatOptions } from "./format-options.js";
export { formatFromPrefix } from "./detect.js";
export { keysFromField } from "./json/path.js";
export { addLiteral } from "./literals/literal.js";

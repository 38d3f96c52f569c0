/** A decoder for each format that can be read. */
import { decoders as decodersInTypeScript } from "./index.js";
import { newTextDecoder } from "./text/reader.js";
import { kernelCsvDecoder, kernelTsvDecoder } from "./csv/decoder.js";
import { kernelJsonDecoder, kernelNdjsonDecoder } from "./json/decoder.js";
import { kernelTextDecoder } from "./text/decoder.js";
import type { Format } from "../contract/numbers-api.js";
import type { NewDecoder } from "../contract/decoder.js";

/** Those of the kernel do what it cannot by the TypeScript ones, and everything where there is no kernel. */
export const decoders: Partial<Record<Format, NewDecoder>> = {
  ...decodersInTypeScript,
  text: (options) => {
    const hasUsualSigns = options.thousands === undefined && options.decimal === undefined;
    return hasUsualSigns ? kernelTextDecoder(options) : newTextDecoder(options);
  },
  csv: kernelCsvDecoder,
  tsv: kernelTsvDecoder,
  json: kernelJsonDecoder,
  ndjson: kernelNdjsonDecoder,
};

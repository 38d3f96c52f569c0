/** A decoder for each format that can be read. */
import { decoders as decodersInTypeScript } from "../decode/index.js";
import { newTextDecoder } from "../decode/text.js";
import { kernelCsvDecoder, kernelTsvDecoder } from "../kernel/csv.js";
import { kernelJsonDecoder, kernelNdjsonDecoder } from "../kernel/json.js";
import { kernelTextDecoder } from "../kernel/text.js";
import type { Format } from "../numbers-api.js";
import type { NewDecoder } from "../stages.js";

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

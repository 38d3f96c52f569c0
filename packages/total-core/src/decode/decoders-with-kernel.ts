/** A decoder for each format that can be read. */
import { decoders as decodersInTypeScript } from "./index.js";
import { newTextReader } from "./text/reader.js";
import { newCsvDecoder, newTsvDecoder } from "./csv/decoder.js";
import { newJsonDecoder, newNdjsonDecoder } from "./json/decoder.js";
import { newTextDecoder } from "./text/decoder.js";
import type { Format } from "../contract/numbers-api.js";
import type { NewDecoder } from "../contract/decoder.js";

/** Those of the kernel do what it cannot by the TypeScript ones, and everything where there is no kernel. */
export const decoders: Partial<Record<Format, NewDecoder>> = {
  ...decodersInTypeScript,
  text: (options) => {
    const hasUsualSigns = options.thousands === undefined && options.decimal === undefined;
    return hasUsualSigns ? newTextDecoder(options) : newTextReader(options);
  },
  csv: newCsvDecoder,
  tsv: newTsvDecoder,
  json: newJsonDecoder,
  ndjson: newNdjsonDecoder,
};

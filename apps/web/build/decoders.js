/**
 * Stands in for the library's table of decoders where Vite builds the worker: tables and JSON, half of the library, are chunks that come with the first
 * file of theirs. vite.config.ts puts it in the place of two modules: `decode/index.ts` of the library and `src/worker/decoders.ts`.
 */
import { newF64Decoder } from "../../../packages/total-core/src/decode/f64/decoder.ts";
import { newTextDecoder } from "../../../packages/total-core/src/decode/text/decoder.ts";

export { checkFormatOptions } from "../../../packages/total-core/src/decode/format-options.ts";
export { keysFromField } from "../../../packages/total-core/src/decode/json/path.ts";

/** A format that is not loaded is UNSUPPORTED, as one without a decoder is. */
export const decoders = { text: newTextDecoder, f64: (options) => newF64Decoder(options) };

let detect;

export function formatFromPrefix(prefix, options) {
  if (detect === undefined)
    throw new Error("format: expected it to be told, or JSON to be loaded, got neither");
  return detect(prefix, options);
}

export async function loadDecoders(format) {
  if (format === "csv" || format === "tsv") await loadTables();
  if (format === "json" || format === "ndjson") await loadJson();
}

async function loadTables() {
  const { newCsvDecoder } = await import("../../../packages/total-core/src/decode/csv/decoder.ts");
  decoders.csv = (options) => newCsvDecoder(options);
  decoders.tsv = (options) => newCsvDecoder(options, "tsv");
}

async function loadJson() {
  const { formatFromPrefix: ofPrefix } = await import("../../../packages/total-core/src/decode/detect.ts");
  const { newJsonDecoder, newNdjsonDecoder } =
    await import("../../../packages/total-core/src/decode/json/decoder.ts");
  detect = ofPrefix;
  decoders.json = newJsonDecoder;
  decoders.ndjson = newNdjsonDecoder;
}

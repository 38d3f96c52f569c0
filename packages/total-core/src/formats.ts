/** How the format of numbers is told from what a source calls itself. */
import type { Format } from "./numbers-api.js";

const FORMAT_OF_EXTENSION: Readonly<Record<string, Format>> = {
  txt: "text",
  csv: "csv",
  tsv: "tsv",
  json: "json",
  ndjson: "ndjson",
  jsonl: "ndjson",
  f64: "f64",
  parquet: "parquet",
};

/** The format that a file's name, a path or an address's path ends in; capitals do not matter. */
export function formatOfName(name: string): Format | undefined {
  const extension = /[^/\\]\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(FORMAT_OF_EXTENSION, extension) ? FORMAT_OF_EXTENSION[extension] : undefined;
}

const FORMAT_OF_MEDIA_TYPE: Readonly<Record<string, Format>> = {
  "application/json": "json",
  "text/json": "json",
  "application/x-ndjson": "ndjson",
  "application/ndjson": "ndjson",
  "application/jsonl": "ndjson",
  "application/x-jsonl": "ndjson",
  "application/jsonlines": "ndjson",
  "application/x-jsonlines": "ndjson",
  "text/plain": "text",
  "text/csv": "csv",
  "text/tab-separated-values": "tsv",
  "application/octet-stream": "f64",
  "application/vnd.apache.parquet": "parquet",
};

/** @param type in lower case and without parameters: `application/json`, `application/problem+json` */
export function formatOfMediaType(type: string): Format | undefined {
  if (Object.hasOwn(FORMAT_OF_MEDIA_TYPE, type)) return FORMAT_OF_MEDIA_TYPE[type];
  return type.endsWith("+json") ? "json" : undefined;
}

/**
 * How the format of numbers is told from what a source calls itself. What its first bytes tell, the decoders
 * know.
 */
import type { Format, FormatOptions } from "./numbers-api.js";

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

/** What may be around a format. */
export type Compression = "gzip" | "zstd";

const COMPRESSION_OF_EXTENSION: Readonly<Record<string, Compression>> = { gz: "gzip", zst: "zstd" };

/** What a name's extensions say, capitals or not: `a/Sales.CSV.gz` is CSV in gzip. */
export interface NameFormat {
  readonly format: Format | undefined;
  readonly compression: Compression | undefined;
}

/** @param name a file's name, a path, or the path of an address without its query */
export function formatFromName(name: string): NameFormat {
  const [, ...extensions] = name
    .slice(1 + Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")))
    .toLowerCase()
    .split(".");
  const compression = lookUp(COMPRESSION_OF_EXTENSION, extensions.at(-1));
  if (compression !== undefined) extensions.pop();
  return { format: lookUp(FORMAT_OF_EXTENSION, extensions.at(-1)), compression };
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string | undefined): T | undefined {
  return key !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/**
 * What is asked for tells of the format, too, where the bytes leave it open: a field means JSON; a column, keys, a delimiter, a header
 * that is said to be there or not, and no quotes mean CSV.
 */
export interface PrefixOptions extends Pick<
  FormatOptions,
  "field" | "column" | "by" | "delimiter" | "header" | "quotes"
> {
  /** There are no more bytes, or whoever asks shows no more. */
  readonly isAll: boolean;
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
export function formatFromMediaType(type: string): Format | undefined {
  return lookUp(FORMAT_OF_MEDIA_TYPE, type) ?? (type.endsWith("+json") ? "json" : undefined);
}

const COMPRESSION_OF_MEDIA_TYPE: Readonly<Record<string, Compression>> = {
  "application/gzip": "gzip",
  "application/x-gzip": "gzip",
  "application/zstd": "zstd",
  "application/x-zstd": "zstd",
};

/** @param type in lower case and without parameters: `application/gzip` */
export function compressionFromMediaType(type: string): Compression | undefined {
  return lookUp(COMPRESSION_OF_MEDIA_TYPE, type);
}

/** Names in a file that the options `column`, `by` and `field` could have: for completion in shells. */
import { closeSync, constants, openSync, readSync, statSync } from "node:fs";
import { nodeModule } from "../basics/node-modules.js";
import { formatFromName } from "../contract/formats.js";
import type { Format, FormatOptions } from "../contract/numbers-api.js";
import { NO_SINK } from "../contract/sink.js";
import { decoders, formatFromPrefix } from "../decode/index.js";
import { isCsv } from "../decode/csv/dialect.js";
import { pathsOfFirstObject } from "../decode/json/paths.js";
import { compressionFromPrefix } from "../source/first-bytes.js";
import { fileAccess } from "./file-access.js";

const FIRST_BYTES = 65_536;

const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export interface NamesInFile {
  /** Names of the columns of a CSV, TSV or Parquet file. */
  readonly columns: readonly string[];
  /** Paths in the first object of JSON or NDJSON. */
  readonly fields: readonly string[];
}

const NONE: NamesInFile = { columns: [], fields: [] };

/**
 * The names of columns and fields in a file, from its first bytes, or for Parquet from its last ones. It waits for no data and throws no error: where names
 * cannot be told, there are none.
 */
export async function namesInFile(
  path: string,
  { format: given, ...options }: FormatOptions & { readonly format?: Format | undefined },
): Promise<NamesInFile> {
  try {
    const bytes = plainBytes(firstBytes(path));
    const told = given ?? formatFromName(path).format;
    const format = told ?? formatFromPrefix(bytes, { ...options, isAll: true });
    if (format === "parquet") return { ...NONE, columns: await parquetColumns(path) };
    if (format === "json" || format === "ndjson") {
      return { ...NONE, fields: pathsOfFirstObject(new TextDecoder().decode(bytes)) };
    }
    return format !== undefined && isCsv(format)
      ? { ...NONE, columns: csvColumns(bytes, format, options) }
      : NONE;
  } catch {
    return NONE;
  }
}

/** None of a file that is not regular: it may keep a reader waiting. */
function firstBytes(path: string): Uint8Array {
  if (!statSync(path).isFile()) return new Uint8Array(0);
  const descriptor = openSync(path, WITHOUT_WAITING);
  try {
    const bytes = new Uint8Array(FIRST_BYTES);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

function plainBytes(stored: Uint8Array): Uint8Array {
  const compression = compressionFromPrefix(stored, { isAll: true, isBinary: false });
  // Loaded here: no other use of the command needs it at its start, where it takes 1.5 ms of 33.
  const zlib = compression === "gzip" ? nodeModule("node:zlib") : undefined;
  if (zlib === undefined) return stored;
  // The end is not there, which is no fault here.
  return zlib.gunzipSync(stored, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).subarray(0, FIRST_BYTES);
}

/** Positions where there is no header. The decoder tells the names where all columns are asked for. A fault in the rows, or that they are cut, comes too late to matter. */
function csvColumns(
  bytes: Uint8Array,
  format: Format,
  { by: _by, header = true, ...options }: FormatOptions,
): readonly string[] {
  let columns: readonly string[] = [];
  const sink = { ...NO_SINK, columns: (names: readonly string[]) => (columns = names), column() {} };
  try {
    decoders[format]!({ ...options, header, column: "1-", sink, skipInvalid: true }).push(bytes);
  } catch {}
  return columns;
}

async function parquetColumns(path: string): Promise<readonly string[]> {
  const access = await fileAccess(path, { name: path, signal: new AbortController().signal });
  if (access === undefined) return [];
  try {
    const { ParquetColumns } = await import("../source/parquet/columns.js");
    return (await ParquetColumns.open(access, path)).leaves.map((leaf) => leaf.name);
  } finally {
    await access.close();
  }
}

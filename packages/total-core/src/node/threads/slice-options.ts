import { isCsv } from "../../decode/csv/dialect.js";
import { firstRow } from "../../decode/csv/first-row.js";
import { formatFromPrefix } from "../../decode/index.js";
import { foreignData } from "../../contract/foreign-data.js";
import { compressionFromPrefix } from "../../source/first-bytes.js";
import type { EncodedBatch, Format, FormatOptions } from "../../contract/numbers-api.js";
import { isSliced, type SliceOptions } from "./slice-total.js";

export interface SourceEncoding extends Omit<EncodedBatch, "bytes" | "format"> {
  /** The source's name in errors. */
  readonly name: string;
  /** As far as it is known. */
  readonly format: Format | undefined;
}

/** How the slices of a source are read. */
export interface Slicing {
  readonly options: Omit<SliceOptions, "skipInvalid"> & { readonly name: string };
  /** The length, in bytes, of what belongs to the slice with the first byte, the first row of a CSV with it. */
  readonly beginning: number;
}

/**
 * Tells from the first bytes of a source how its slices are read.
 *
 * @param prefix all bytes, or 64 KiB at least
 * @returns `undefined` where they cannot be read each by itself
 * @throws TotalError where the first row shows that the numbers cannot be read at all
 */
export function sliceOptions(
  prefix: Uint8Array,
  { format: known, ...encoding }: SourceEncoding,
): Slicing | undefined {
  const isBinary = known === "f64";
  if (compressionFromPrefix(prefix, { isAll: true, isBinary }) !== "none") return undefined;
  const format = known ?? formatFromPrefix(prefix, { ...encoding, isAll: true })!;
  // Where nobody has said that each line is a document, a slice may begin within one.
  if (!isSliced(format) || (format === "ndjson" && known === undefined)) return undefined;
  if (format !== "f64" && isForeign(prefix, encoding)) return undefined;
  if (!isCsv(format)) return { options: { format, ...encoding }, beginning: 0 };
  const first = firstRow(prefix, format, encoding);
  if (first === undefined) return undefined;
  const { end: beginning, ...told } = first;
  return { options: { format, ...encoding, ...told }, beginning };
}

/** Data are refused as a whole by how they begin, and a slice may be shorter than that. Between fields of one character, NUL stands as in UTF-16. */
function isForeign(prefix: Uint8Array, { delimiter }: FormatOptions): boolean {
  return delimiter !== "\0" && foreignData(prefix, true) !== "none";
}

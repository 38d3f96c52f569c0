import { open, type FileHandle } from "node:fs/promises";
import { isCsv } from "../../decode/csv/dialect.js";
import { firstRow } from "../../decode/csv/first-row.js";
import { formatFromPrefix } from "../../decode/index.js";
import { compressionFromPrefix, LOOKAHEAD_BYTES } from "../../source/first-bytes.js";
import type { EncodedBatch, Format, PartialBatch } from "../../contract/numbers-api.js";
import { isSliced, type SliceOptions } from "./slice-total.js";
import { partialsOfFile, type PartialsWork } from "./partials.js";

export interface FileEncoding extends Omit<EncodedBatch, "bytes" | "format"> {
  /** The file's name in errors. */
  readonly name: string;
  /** As far as it is known. */
  readonly format: Format | undefined;
}

/** @returns `undefined` where the file's slices cannot be read each by itself, or the file cannot be read at all */
export async function partialsOfPath(
  path: string | Buffer,
  encoding: FileEncoding,
  work: PartialsWork,
): Promise<AsyncIterable<PartialBatch> | undefined> {
  const handle = await open(path, "r").catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat({ bigint: true });
    const options = stats.isFile() ? await sliceOptions(handle, encoding, work.sliceBytes) : undefined;
    if (options !== undefined) return partialsOfFile({ path, handle, stats, ...options }, work);
  } catch {
    // The reading from the file's beginning will say why.
  }
  await handle.close();
  return undefined;
}

async function sliceOptions(
  handle: FileHandle,
  { format: known, ...encoding }: FileEncoding,
  sliceBytes: number,
): Promise<(Omit<SliceOptions, "skipInvalid"> & { readonly name: string }) | undefined> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(LOOKAHEAD_BYTES), 0, LOOKAHEAD_BYTES, 0);
  const bytes = buffer.subarray(0, bytesRead);
  const isBinary = known === "f64";
  if (compressionFromPrefix(bytes, { isAll: true, isBinary }) !== "none") return undefined;
  const format = known ?? formatFromPrefix(bytes, { ...encoding, isAll: true })!;
  // Where nobody has said that each line is a document, a slice may begin within one.
  if (!isSliced(format) || (format === "ndjson" && known === undefined)) return undefined;
  if (!isCsv(format)) return { format, ...encoding };
  const first = firstRow(bytes.subarray(0, sliceBytes), format, encoding);
  return first && { format, ...encoding, ...first };
}

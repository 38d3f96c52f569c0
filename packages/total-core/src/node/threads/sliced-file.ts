import { open, type FileHandle } from "node:fs/promises";
import { isCsv } from "../../decode/csv/dialect.js";
import { csvRows } from "../../decode/csv/first-row.js";
import { formatFromPrefix } from "../../decode/index.js";
import type { EncodedBatch, Format, PartialBatch } from "../../contract/numbers-api.js";
import { ByteReader } from "../../source/byte-reader.js";
import { compressionOf, formatOf } from "../../source/first-bytes.js";
import { isSliced, type SliceOptions } from "./slice-total.js";
import { partialsOfFile, type PartialsWork } from "./partials.js";

/** What a file's bytes are. */
export interface FileEncoding extends Omit<EncodedBatch, "bytes" | "format"> {
  /** What errors call the file. */
  readonly name: string;
  /** As far as it is known. */
  readonly format: Format | undefined;
}

/** @returns `undefined` where the file's slices cannot be read each by itself, or where it cannot be read at all */
export async function partialsOfPath(
  path: string | Buffer,
  { format: known, ...encoding }: FileEncoding,
  work: PartialsWork,
): Promise<AsyncIterable<PartialBatch> | undefined> {
  const handle = await open(path, "r").catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat({ bigint: true });
    const options = stats.isFile() ? await sliceOptions(handle, known, encoding, work) : undefined;
    if (options !== undefined) return partialsOfFile({ path, handle, stats, ...options }, work);
  } catch {
    // Whoever reads it from its beginning will say why.
  }
  await handle.close();
  return undefined;
}

/** So many are looked at where a file is read from its beginning. */
const PREFIX_BYTES = 65_536;

async function sliceOptions(
  handle: FileHandle,
  known: Format | undefined,
  encoding: Omit<FileEncoding, "format">,
  { sliceBytes }: PartialsWork,
): Promise<(Omit<SliceOptions, "skipInvalid"> & { readonly name: string }) | undefined> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(PREFIX_BYTES), 0, PREFIX_BYTES, 0);
  const bytes = buffer.subarray(0, bytesRead);
  const prefix = new ByteReader(only(bytes));
  if ((await compressionOf(prefix, known)) !== undefined) return undefined;
  const format = known ?? (await formatOf(prefix, formatFromPrefix, encoding));
  if (!isSliced(format)) return undefined;
  if (!isCsv(format)) return { format, ...encoding };
  const rows = csvRows(bytes.subarray(0, sliceBytes), format, encoding);
  return rows && { format, rows, ...encoding };
}

async function* only(piece: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield piece;
}

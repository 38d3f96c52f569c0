import { open, type FileHandle } from "node:fs/promises";
import { LOOKAHEAD_BYTES } from "../../source/first-bytes.js";
import type { PartialBatch } from "../../contract/numbers-api.js";
import { sliceOptions, type SourceEncoding } from "./slice-options.js";
import { partialsOfFile, type PartialsWork } from "./partials.js";

/** @returns `undefined` where the file's slices cannot be read each by itself, or the file cannot be read at all */
export async function partialsOfPath(
  path: string | Buffer,
  encoding: SourceEncoding,
  work: PartialsWork,
): Promise<AsyncIterable<PartialBatch> | undefined> {
  const handle = await open(path, "r").catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const stats = await handle.stat({ bigint: true });
    const told = stats.isFile() ? sliceOptions(await prefixOf(handle), encoding) : undefined;
    // The first row belongs to the first slice.
    if (told !== undefined && told.beginning <= work.sliceBytes) {
      return partialsOfFile({ path, handle, stats, ...told.options }, work);
    }
  } catch {
    // The reading from the file's beginning will say why.
  }
  await handle.close();
  return undefined;
}

async function prefixOf(handle: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(LOOKAHEAD_BYTES), 0, LOOKAHEAD_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}

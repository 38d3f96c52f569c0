import { stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import type { PartialBatch } from "../../numbers-api.js";
import type { PartialsWork } from "./partials.js";
import type { FileEncoding } from "./sliced-file.js";

/** Large enough that what one costs, a tenth of a millisecond, is nothing; small enough that no thread waits long for another one's last. */
const SLICE_BYTES = 4 * 1024 * 1024;

/**
 * From this size on several threads are faster. Measured with two of amounts like `-1234.56`, the start of the command included: 73 MB take 135 ms
 * instead of 139, 150 MB 190 instead of 197, 736 MB 410 instead of 640. Each worker costs 30 ms of a processor and 11 MB of memory.
 */
const LEAST_BYTES = 150_000_000;

/** Where nobody says how many: with more of them, a total would take more than 90 MB of memory. */
const MOST_BY_DEFAULT = 3;

interface Work extends Omit<PartialsWork, "threads" | "sliceBytes"> {
  /** At most so many, whatever the file's size, each for a slice at least. */
  readonly threads: number | undefined;
}

/**
 * The numbers of a file that is worth several threads, added in those.
 *
 * @returns `undefined` for every other file
 */
export async function partialsInThreads(
  path: string | Buffer,
  encoding: FileEncoding,
  { threads: asked, ...work }: Work,
): Promise<AsyncIterable<PartialBatch> | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  const threads = threadCount(stats.size, asked);
  if (threads === 1) return undefined;
  // Only where it is needed: small files are most of all, and soon read.
  const { partialsOfPath } = await import("./sliced-file.js");
  return partialsOfPath(path, encoding, { ...work, threads, sliceBytes: SLICE_BYTES });
}

export function threadCount(size: number, asked: number | undefined): number {
  if (asked !== undefined) return Math.max(1, Math.min(asked, Math.ceil(size / SLICE_BYTES)));
  return size < LEAST_BYTES ? 1 : Math.min(availableParallelism(), MOST_BY_DEFAULT);
}

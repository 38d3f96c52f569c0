import { availableParallelism } from "node:os";
import type { Format, PartialBatch } from "../../contract/numbers-api.js";
import { statusOfPath } from "../open-file.js";
import { isSliced, type SlicedFormat } from "./slice-total.js";
import type { PartialsWork } from "./partials.js";
import type { SourceEncoding } from "./slice-options.js";

/** A thread has so many bytes to read at least. */
const LEAST_SLICE_BYTES = 4 * 1024 * 1024;
/**
 * A slice costs a tenth of a millisecond, and the more there are the more of what they run is compiled by V8: of 826 MB in slices of 4 MiB, two threads take
 * 0.03 s longer. Where there were fewer than 32 for each thread, threads would wait long for the last slices.
 */
const MOST_SLICE_BYTES = 4 * LEAST_SLICE_BYTES;
const SLICES_PER_THREAD = 32;

/**
 * From these sizes on several threads are faster. Measured with two threads on two processors, the start included, against one thread and reads ahead:
 * text: 250 MB take as long, 413 MB 0.19 s instead of 0.22, 826 MB 0.31 instead of 0.38. CSV with quotes: 490 MB 0.21 instead of 0.22, 1.3 GB 0.39 instead of
 * 0.50. NDJSON: 800 MB 3% less, 1.2 GB 0.31 instead of 0.35. f64: 800 MB a tenth longer, 1.6 GB 0.26 instead of 0.27. A worker costs 30 ms of a
 * processor and 11 MB of memory.
 */
const LEAST_BYTES: Readonly<Record<SlicedFormat, number>> = {
  text: 350e6,
  csv: 450e6,
  tsv: 450e6,
  ndjson: 750e6,
  f64: 1_500e6,
};

/** With more threads a total would take more than 90 MB of memory. */
const MOST_BY_DEFAULT = 3;

interface Work extends Omit<PartialsWork, "threads" | "sliceBytes"> {
  /** The most threads, whatever the file's size, each with one slice at least. */
  readonly threads: number | undefined;
}

/** The partials of a file that is worth several threads; `undefined` for every other file. */
export async function partialsInThreads(
  path: string | Buffer,
  encoding: SourceEncoding,
  { threads: asked, ...work }: Work,
): Promise<AsyncIterable<PartialBatch> | undefined> {
  const stats = await statusOfPath(path).catch(() => undefined);
  if (!stats?.isFile()) return undefined;
  const threads = threadCount(stats.size, encoding.format, asked);
  if (threads === 1) return undefined;
  // Imported where it is needed: most files are small and soon read.
  const { partialsOfPath } = await import("./sliced-file.js");
  return partialsOfPath(path, encoding, { ...work, threads, sliceBytes: sliceBytesOf(stats.size, threads) });
}

/** The length of the slices of a file of `size` bytes. */
export function sliceBytesOf(size: number, threads: number): number {
  const even = Math.ceil(size / (SLICES_PER_THREAD * threads));
  return Math.min(Math.max(even, LEAST_SLICE_BYTES), MOST_SLICE_BYTES);
}

/** @param format as far as it is known; files that do not tell theirs are mostly text */
export function threadCount(size: number, format: Format | undefined, asked: number | undefined): number {
  if (asked !== undefined) return Math.max(1, Math.min(asked, Math.ceil(size / LEAST_SLICE_BYTES)));
  const read = format ?? "text";
  if (!isSliced(read) || size < LEAST_BYTES[read]) return 1;
  return Math.min(availableParallelism(), MOST_BY_DEFAULT);
}

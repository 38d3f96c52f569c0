/** A piece of a source that several shards read: all of it is as in a thread's slice. */
import type { RandomAccess } from "../contract/parquet.js";
import { TotalError } from "../contract/errors.js";
import type { PartialBatch } from "../contract/numbers-api.js";
import { readBuffers } from "../kernel/memory.js";
import { outcomeHere } from "../node/threads/outcome-here.js";
import type { Slicing } from "../node/threads/slice-options.js";
import {
  sliceOutcome,
  type Read,
  type SliceFault,
  type SliceOutcome,
} from "../node/threads/slice-outcome.js";
import type { ByteRange } from "../node/threads/slice-total.js";
import type { AccumulatorOptions } from "../total/batch-accumulator.js";
import type { ColumnSums } from "../total/column-sums.js";
import type { PartPiece } from "./part.js";
import { partFault } from "./part-fault.js";
import { base64, sumsOfPiece } from "./piece-sums.js";
import { columnSumsFor, SliceColumns } from "./slice-columns.js";
import type { ShardPiece } from "./shard.js";

/** Bytes a read, as in threads. */
const READ_BYTES = 524_288;

/** A slice reads the byte before its range, and on behind its end to see where its last token ends: that much comes with its last bytes. */
const TAIL_BYTES = 4096;

/** A source that is open to be read in pieces. */
export interface CutSource {
  readonly access: RandomAccess;
  readonly slicing: Slicing;
}

export async function cutSource(
  piece: ShardPiece,
  { access, slicing }: CutSource,
  { signal, skipInvalid }: { readonly signal: AbortSignal; readonly skipInvalid: boolean },
): Promise<PartPiece> {
  const { range, start } = rangeOf(piece, slicing.beginning);
  const options = { ...slicing.options, skipInvalid };
  // Each of thousands of small pieces would leave half a megabyte to be collected.
  const buffer = readBuffers.take(Math.min(READ_BYTES, 1 + range.end - range.begin + TAIL_BYTES));
  try {
    const sums = columnSumsFor(options, piece.source);
    const newAccumulator = sums && ((given: AccumulatorOptions) => new SliceColumns(sums.columns, given));
    const work = sliceOutcome({ index: 0, range, size: access.size, options }, buffer, start, newAccumulator);
    const outcome = await outcomeHere(work, readerOf(access, buffer, range.end), signal);
    return resultOf(piece, outcome, slicing.options.format, sums);
  } finally {
    readBuffers.giveBack(buffer);
  }
}

function readerOf(access: RandomAccess, buffer: Uint8Array, end: number): (asked: Read) => Promise<number> {
  // The kernel changes the bytes behind those that it is given.
  const tail = { offset: -1, bytes: new Uint8Array(0) };
  return async ({ offset, length }) => {
    if (offset === tail.offset && tail.bytes.length > 0) {
      const bytes = tail.bytes.subarray(0, length);
      buffer.set(bytes);
      tail.bytes = new Uint8Array(0);
      return bytes.length;
    }
    const isLast = offset + length === end && length + TAIL_BYTES <= buffer.length;
    const read = await access.read(buffer.subarray(0, isLast ? length + TAIL_BYTES : length), offset);
    if (read <= length) return read;
    tail.offset = end;
    tail.bytes = buffer.slice(length, read);
    return length;
  };
}

/** The first row of a CSV, and what stands before it, belong to the piece that has the first byte, however short that is. */
function rangeOf(
  { begin, end, start }: ShardPiece,
  beginning: number,
): { readonly range: ByteRange; readonly start: number | undefined } {
  const range = { begin: begin === 0 ? 0 : Math.max(begin, beginning), end: Math.max(end, beginning) };
  const isAtFirstRow = begin > 0 && begin <= beginning;
  return { range, start: start ?? (isAtFirstRow ? beginning : undefined) };
}

function resultOf(
  piece: ShardPiece,
  { taken, isGuess, lines, lineStart, result }: SliceOutcome,
  format: PartPiece["format"],
  sums: ColumnSums | undefined,
): PartPiece {
  const common = {
    ...piece,
    took: [taken.begin, taken.end] as const,
    guess: isGuess,
    lines,
    lineStart: lineStart ?? null,
    format,
  };
  if ("fault" in result) return { ...common, bytes: 0, empty: 0, skipped: 0, fault: faultOf(result, piece) };
  return {
    ...common,
    bytes: taken.end - taken.begin,
    ...(sums === undefined ? countsOf(result) : sumsOfPiece(sums, false)),
  };
}

function countsOf({ partial, empty, missing = 0, skipped }: PartialBatch) {
  return { empty, skipped, ...(missing > 0 && { missing }), total: base64(partial) };
}

function faultOf(fault: SliceFault, { source, size }: ShardPiece) {
  if (fault.fault === "bad data") return partFault(new TotalError(fault.code, fault));
  const got = fault.fault === "cut short" ? "fewer" : fault.message;
  throw new TotalError("SOURCE_CHANGED", {
    place: { source },
    expected: `${size} bytes, as it was listed`,
    got,
  });
}

/** A piece of a source that several shards read: all of it is as in a thread's slice. */
import type { RandomAccess } from "../contract/parquet.js";
import { TotalError } from "../contract/errors.js";
import type { PartialBatch } from "../contract/numbers-api.js";
import { readBuffers } from "../kernel/memory.js";
import { outcomeHere } from "../node/threads/outcome-here.js";
import type { Slicing } from "../node/threads/slice-options.js";
import { sliceOutcome, type SliceFault, type SliceOutcome } from "../node/threads/slice-outcome.js";
import type { ByteRange } from "../node/threads/slice-total.js";
import type { PartPiece } from "./part.js";
import { partFault } from "./part-fault.js";
import { base64 } from "./piece-sums.js";
import type { ShardPiece } from "./shard.js";

/** Bytes a read, as in threads. */
const READ_BYTES = 524_288;

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
  const buffer = readBuffers.take(READ_BYTES);
  try {
    const work = sliceOutcome({ index: 0, range, size: access.size, options }, buffer, start);
    const outcome = await outcomeHere(
      work,
      ({ offset, length }) => access.read(buffer.subarray(0, length), offset),
      signal,
    );
    return resultOf(piece, outcome, slicing.options.format);
  } finally {
    readBuffers.giveBack(buffer);
  }
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
  return { ...common, bytes: taken.end - taken.begin, ...countsOf(result) };
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

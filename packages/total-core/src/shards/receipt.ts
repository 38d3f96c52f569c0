/**
 * A receipt: the one part of a run of one shard, which says of each source what was totalled, too. Its pieces have `sha256` and `count`, and it has `totals`.
 */
import { kindOf } from "../total/columns-accumulator.js";
import { columnTotals, type ColumnTotal } from "../total/totals-of.js";
import { bad } from "./merged-pieces.js";
import { MergedSources } from "./merged-sources.js";
import type { Part, PartPiece, ReceiptTotal } from "./part.js";
import { lineOf, partFrom } from "./part-line.js";
import { columnSumsOf } from "./piece-sums.js";
import type { ReachOptions } from "./reach.js";
import { sourceReading, type ReceiptSource } from "./receipt-source.js";
import { runOf } from "./run.js";
import type { ShardOptions } from "./shard.js";
import { wholeSource } from "./whole-source.js";

/** How the sources of a receipt are read. */
export interface ReceiptReading extends ReachOptions {
  readonly options: ShardOptions;
  /** The most threads for a large file. @default as `fileNumbers` has it */
  readonly threads?: number | undefined;
  /** Told how many bytes more were read. */
  readonly onStored?: ((bytes: number) => void) | undefined;
}

const RECEIPT = "a receipt, as dlg total --receipt writes it";

/** A receipt that is whole. */
export interface Receipt extends Part {
  readonly totals: readonly ReceiptTotal[];
}

/**
 * Reads all sources, and gives their receipt: a line of JSON, without the line break. The first fault ends it, stands in its piece, and makes it no receipt.
 * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, SOURCE_CHANGED, UNSUPPORTED
 * @throws RangeError where an option cannot be for what a source turns out to be
 */
export async function receiptOf(sources: Iterable<ReceiptSource>, reading: ReceiptReading): Promise<string> {
  const pieces: PartPiece[] = [];
  for (const source of sources) {
    reading.signal?.throwIfAborted();
    const piece = await receiptPiece(source, pieces.length, pieces.at(-1), reading);
    pieces.push(piece);
    if (piece.fault !== undefined) break;
  }
  return receiptLine(reading.options, pieces, "receipt");
}

/**
 * A receipt's entry for one source.
 * @param before the piece of the source before, whose currencies it shares
 * @throws as {@link receiptOf} does
 */
export async function receiptPiece(
  source: ReceiptSource,
  index: number,
  before: PartPiece | undefined,
  { options, threads, onStored, ...given }: ReceiptReading,
): Promise<PartPiece> {
  const reach = { ...given, signal: given.signal ?? new AbortController().signal };
  const { name, size, version, hash, numbers, checkUnchanged } = await sourceReading(source, reach, threads);
  try {
    const listed = { source: name, index, size, version: null, begin: 0, end: 0, before: before?.currencies };
    const { before: _before, ...piece } = await wholeSource(listed, options, reach, (_piece, asked) => {
      const tell = (more: number): void => {
        asked.onStored?.(more);
        onStored?.(more);
      };
      return { api: numbers({ ...asked, onStored: tell }), checkBefore: unchecked, checkAfter: unchecked };
    });
    const { sha256, bytes } = await hash.whole(size);
    // The hash and the numbers are of one version.
    await checkUnchanged();
    const read = { ...piece, size: bytes, version: version(), end: bytes, took: [0, bytes] as const };
    if (piece.fault !== undefined) return size === null ? read : { ...read, sha256 };
    return { ...read, sha256, count: countOf(piece) };
  } finally {
    hash.end();
  }
}

/**
 * The receipt of a line.
 * @param name where it stands, for errors
 * @throws TotalError BAD_PARTIAL where it is damaged or no receipt, or where its total is not that of its sources
 */
export function receiptFrom(line: Uint8Array, name: string): Receipt {
  const part = partFrom(line, name, RECEIPT);
  const { pieces, totals, options } = part;
  const isReceipt = pieces.every(({ sha256, count, fault }) => sha256 && count !== undefined && !fault);
  if (totals === undefined || !isReceipt) throw bad(name, RECEIPT, "a part without what a receipt has");
  for (const piece of pieces) {
    const count = countOf(piece);
    if (piece.count !== count) throw bad(name, `the count ${count} of ${piece.source}`, String(piece.count));
  }
  if (receiptLine(options, pieces, name) !== new TextDecoder().decode(line))
    throw bad(name, "the total of its sources", "another");
  return { ...part, totals };
}

async function unchecked(): Promise<void> {}

function receiptLine(options: ShardOptions, pieces: readonly PartPiece[], name: string): string {
  const of = 1;
  const run = runOf({ of, options, sources: pieces });
  return lineOf({ run, shard: 0, of, options, pieces, totals: totalsOfPieces(pieces, name) });
}

/**
 * The totals of all sources together.
 * @returns `undefined` where they have none
 */
export function totalsOfPieces(pieces: readonly PartPiece[], name: string): ReceiptTotal[] | undefined {
  const sources = new MergedSources({});
  for (const piece of pieces) {
    if (sources.add(piece, name) !== undefined) throw bad(name, "amounts of one currency", "of several");
    if (sources.end !== undefined) return undefined;
  }
  return shownTotals(sources.totals().columns);
}

/** The totals of one source. */
export function totalsOfPiece(piece: PartPiece): ReceiptTotal[] {
  const place = { source: piece.source };
  return shownTotals(columnTotals(columnSumsOf(piece, kindOf(piece.format ?? undefined), place)));
}

function shownTotals(columns: readonly ColumnTotal[]): ReceiptTotal[] {
  return columns.map(({ column = null, total }) => ({ column, count: total.count, total: total.toString() }));
}

function countOf(piece: PartPiece): number {
  return totalsOfPiece(piece).reduce((before, { count }) => before + count, 0);
}

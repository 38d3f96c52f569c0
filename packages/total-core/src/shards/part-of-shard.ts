import { TotalError } from "../contract/errors.js";
import { formatFromName } from "../contract/formats.js";
import { mayBeSeveral } from "../contract/wanted-column.js";
import { sliceOptions, type Slicing, type SourceEncoding } from "../node/threads/slice-options.js";
import { formatFromPrefix } from "../decode/index.js";
import { compressionFromPrefix, LOOKAHEAD_BYTES } from "../source/first-bytes.js";
import type { RandomAccess } from "../contract/parquet.js";
import { AddressAccess } from "./address-access.js";
import { cutParquet } from "./cut-parquet.js";
import { cutSource } from "./cut-source.js";
import { openSource } from "./open-source.js";
import type { PartPiece } from "./part.js";
import { BAD_DATA } from "./part-fault.js";
import { lineOf } from "./part-line.js";
import type { Reach, ReachOptions } from "./reach.js";
import type { Shard, ShardOptions, ShardPiece } from "./shard.js";
import { isAddress, publicName } from "./source-name.js";
import { wholeSource } from "./whole-source.js";

/**
 * Reads what a shard has of the sources, and gives its part: a line of JSON, without the line break. Equal shards have equal parts. Bad data stand in the
 * part.
 *
 * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, SOURCE_CHANGED, UNSUPPORTED: there is no part
 * @throws RangeError where an option cannot be for what a source turns out to be
 */
export async function partOfShard(shard: Shard, options: ReachOptions = {}): Promise<string> {
  const reach = { ...options, signal: options.signal ?? new AbortController().signal };
  const pieces: PartPiece[] = [];
  for (const piece of shard.pieces) {
    reach.signal.throwIfAborted();
    const result = await resultOf(piece, shard.options, reach);
    if (result !== undefined) pieces.push({ ...result, source: publicName(result.source) });
  }
  return lineOf({ ...shard, pieces });
}

/** @returns `undefined` where the piece is not the shard's: its source cannot be cut */
async function resultOf(
  piece: ShardPiece,
  options: ShardOptions,
  reach: Reach,
): Promise<PartPiece | undefined> {
  const { begin, end, size } = piece;
  const isWhole = begin === 0 && end === (size ?? 0);
  const cut = isWhole || isNeverCut(piece, options) ? undefined : await cutPiece(piece, options, reach);
  if (cut !== undefined) return cut;
  return begin === 0 ? wholeSource(piece, options, reach) : undefined;
}

/** Whether the options or the name tell it already. */
function isNeverCut({ source }: ShardPiece, options: ShardOptions): boolean {
  if (options.by !== undefined || options.money === true) return true;
  // An address may answer with another format than its name says.
  return !isAddress(source) && formatFromName(source).compression !== undefined;
}

async function cutPiece(
  piece: ShardPiece,
  options: ShardOptions,
  reach: Reach,
): Promise<PartPiece | undefined> {
  const opened = await openSource(piece, options, reach);
  if (opened === undefined) return undefined;
  const { access, format } = opened;
  const { skipInvalid = false, ...others } = options;
  const { signal } = reach;
  try {
    const way = await wayToCut(access, { ...others, name: publicName(piece.source), format });
    if (way === undefined) return undefined;
    if (way === "parquet") return await cutParquet(piece, access, options, signal);
    if (access instanceof AddressAccess) access.readTo(piece.end);
    const result = await cutSource(piece, { access, slicing: way }, { signal, skipInvalid });
    await access.checkUnchanged();
    return result;
  } finally {
    await access.close();
  }
}

/** @returns `undefined` where the source cannot be cut, or its beginning is at fault: whoever reads it from there will say why */
async function wayToCut(
  access: RandomAccess,
  encoding: SourceEncoding,
): Promise<Slicing | "parquet" | undefined> {
  const { format } = encoding;
  const prefix = new Uint8Array(Math.min(access.size, LOOKAHEAD_BYTES));
  const first = prefix.subarray(0, await access.read(prefix, 0));
  const isBinary = format === "f64";
  if (compressionFromPrefix(first, { isAll: true, isBinary }) !== "none") return undefined;
  if ((format ?? formatFromPrefix(first, { ...encoding, isAll: true })) === "parquet") return "parquet";
  if (mayBeSeveral(encoding)) return undefined;
  try {
    return sliceOptions(first, encoding);
  } catch (error) {
    if (error instanceof TotalError && BAD_DATA.includes(error.code)) return undefined;
    throw error;
  }
}

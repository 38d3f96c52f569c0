import { formatFromName } from "../contract/formats.js";
import { AddressAccess } from "./address-access.js";
import { cutParquet } from "./cut-parquet.js";
import { cutSource } from "./cut-source.js";
import { openSource } from "./open-source.js";
import { knownWays } from "./known-ways.js";
import { wayToCut } from "./way-to-cut.js";
import type { PartPiece } from "./part.js";
import { lineOf } from "./part-line.js";
import type { Reach, ReachOptions } from "./reach.js";
import type { Shard, ShardOptions, ShardPiece } from "./shard.js";
import { isAddress, publicName } from "./source-name.js";
import { Turns } from "./turns.js";
import { wholeSource } from "./whole-source.js";

/**
 * Reads of files block this thread. Four pieces at once would be done no sooner than one after the other, all of them at the end, and push each other's bytes
 * out of the processor's cache: measured, a tenth more time.
 */
const fileTurns: Turns = new Turns();

const NEVER: AbortSignal = new AbortController().signal;

/**
 * Reads what a shard has of the sources, and gives its part: a line of JSON, without the line break. Equal shards have equal parts. Bad data stand in the
 * part.
 *
 * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, SOURCE_CHANGED, UNSUPPORTED: there is no part
 * @throws RangeError where an option cannot be for what a source turns out to be
 */
export async function partOfShard(shard: Shard, options: ReachOptions = {}): Promise<string> {
  const reach = { ...options, signal: options.signal ?? NEVER };
  const pieces: PartPiece[] = [];
  for (const piece of shard.pieces) {
    reach.signal.throwIfAborted();
    const result = await resultOf(piece, shard.options, reach);
    if (result === undefined) continue;
    const source = publicName(result.source);
    pieces.push(source === result.source ? result : { ...result, source });
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
  const known = knownWays.get(piece, options, reach);
  if (known === "whole") return undefined;
  const opened = await openSource(piece, options, reach, known !== undefined);
  if (opened === undefined) {
    knownWays.set(piece, options, reach, "whole");
    return undefined;
  }
  const { access, format } = opened;
  const { skipInvalid = false, ...others } = options;
  const { signal } = reach;
  try {
    const way = known ?? (await wayToCut(access, { ...others, name: publicName(piece.source), format }));
    if (known === undefined) knownWays.set(piece, options, reach, way);
    if (way === "whole") return undefined;
    if (way === "parquet") return await cutParquet(piece, access, options, signal);
    const read = () => cutSource(piece, { access, slicing: way }, { signal, skipInvalid });
    if (access instanceof AddressAccess) access.readTo(piece.end);
    const result = await (access instanceof AddressAccess ? read() : fileTurns.take(read));
    await access.checkUnchanged();
    return result;
  } finally {
    await access.close();
  }
}

/** The sources as one row of bytes, cut into shards of the same length. */
import { checkedInteger } from "../basics/option-values.js";
import { runOf } from "./run.js";
import type { ListedSource, Shard, ShardOptions, ShardPiece } from "./shard.js";
import { publicName } from "./source-name.js";

/** More shards than sources have bytes would have no use, and each part is a line. */
const MOST_SHARDS = 10_000_000;

/** All shards of a run. */
export class Shards {
  /** See `runOf`. */
  readonly run: string;
  /** How many there are. */
  readonly of: number;
  /** Bytes of all sources together. */
  readonly bytes: number;
  readonly #sources: readonly ListedSource[];
  readonly #options: ShardOptions;
  /** Where each source begins in the row, and behind the last one its length. */
  readonly #starts: readonly number[];

  constructor(sources: readonly ListedSource[], { of, ...options }: ShardsOptions) {
    this.of = checkedInteger("of", of, { min: 1, max: MOST_SHARDS });
    this.#sources = sources;
    this.#options = options;
    const starts = [0];
    for (const { size } of sources) starts.push(starts.at(-1)! + (size ?? 0));
    this.#starts = starts;
    this.bytes = starts.at(-1)!;
    this.run = runOf({ of, options, sources: named(sources) });
  }

  /**
   * One shard.
   * @param shard from 0
   * @throws RangeError where there are not so many
   */
  shard(shard: number): Shard {
    checkedInteger("shard", shard, { min: 0, max: this.of - 1 });
    const { run, of } = this;
    return { run, shard, of, options: this.#options, pieces: [...this.#pieces(shard)] };
  }

  /** The same shard with the sources as they were listed: parts do not have all that it takes to read an address. */
  readable(shard: Shard): Shard {
    const pieces = shard.pieces.map((piece) => ({ ...piece, source: this.#sources[piece.index]!.source }));
    return { ...shard, pieces };
  }

  *#pieces(shard: number): Generator<ShardPiece> {
    const [from, to] = [shard, shard + 1].map((i) => cutOf(i, this.of, this.bytes)) as [number, number];
    const starts = this.#starts;
    const isLast = shard === this.of - 1;
    // Sources without bytes may begin where the shard does.
    for (let index = firstAt(starts, from); index < this.#sources.length; index++) {
      const [begin, end] = [starts[index]!, starts[index + 1]!];
      if (begin >= to && !(isLast && begin === to)) return;
      if (begin === end ? begin < from : end <= from || from === to) continue;
      const source = this.#sources[index]!;
      yield { ...source, index, begin: Math.max(from - begin, 0), end: Math.min(to, end) - begin };
    }
  }
}

/** The number of shards, and how the numbers are written. */
export interface ShardsOptions extends ShardOptions {
  /** How many shards there are: from 1 to 10,000,000. */
  readonly of: number;
}

/**
 * The shards of a run.
 * @param sources as `listSources` or a manifest lists them
 * @throws RangeError where there cannot be so many shards
 */
export function shardsOf(sources: readonly ListedSource[], options: ShardsOptions): Shards {
  return new Shards(sources, options);
}

/** Where shard i of n begins in S bytes: ⌊iS/n⌋. The product may have more than 53 bits. */
export function cutOf(i: number, n: number, bytes: number): number {
  return Number((BigInt(i) * BigInt(bytes)) / BigInt(n));
}

/** The first source that ends at this place or behind it. */
function firstAt(starts: readonly number[], from: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle + 1]! >= from) high = middle;
    else low = middle + 1;
  }
  return low;
}

function* named(sources: Iterable<ListedSource>): Generator<ListedSource> {
  for (const one of sources) yield { ...one, source: publicName(one.source) };
}

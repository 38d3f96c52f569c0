import type { Reach } from "./reach.js";
import { sortedOptions } from "./run.js";
import type { ShardOptions, ShardPiece } from "./shard.js";
import type { WayToCut } from "./way-to-cut.js";

const MOST_KNOWN = 64;

/** How the sources of the last shards are cut: without it, each of 10,000 shards of a source would look at its first 64 KiB. */
class KnownWays {
  readonly #ways = new Map<string, WayToCut>();

  get(piece: ShardPiece, options: ShardOptions, reach: Reach): WayToCut | undefined {
    const key = keyOf(piece, options, reach);
    const way = this.#ways.get(key);
    if (way !== undefined) this.#put(key, way);
    return way;
  }

  set(piece: ShardPiece, options: ShardOptions, reach: Reach, way: WayToCut): void {
    this.#put(keyOf(piece, options, reach), way);
  }

  /** The latest stands last. */
  #put(key: string, way: WayToCut): void {
    this.#ways.delete(key);
    this.#ways.set(key, way);
    if (this.#ways.size > MOST_KNOWN) this.#ways.delete(this.#ways.keys().next().value!);
  }
}

export const knownWays: KnownWays = new KnownWays();

/** It names one version of a source. */
function keyOf({ source, size, version }: ShardPiece, options: ShardOptions, { folder }: Reach): string {
  return JSON.stringify([folder, source, size, version, sortedOptions(options)]);
}

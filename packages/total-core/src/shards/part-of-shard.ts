import type { ReachOptions } from "./list-sources.js";
import type { Shard } from "./shard.js";

/**
 * Reads what a shard has of the sources, and gives its part: a line of JSON, without the line break. Equal shards have equal parts. Bad data stand in the
 * part; the work ends with the first source that has them.
 *
 * @throws TotalError SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, SOURCE_CHANGED, UNSUPPORTED: another try may succeed, or none can
 * @throws RangeError where an option cannot be for what a source turns out to be
 */
export async function partOfShard(shard: Shard, options: ReachOptions = {}): Promise<string> {
  throw new Error(`${shard.run} ${String(options)}`);
}

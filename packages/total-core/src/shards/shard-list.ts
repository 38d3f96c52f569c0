/** Lists of shards as `--shard` takes them: `3,17-19`. */

/** The shards from 0 to before `of` that are not in the list. */
export function* missingFrom(has: (shard: number) => boolean, of: number): Generator<number> {
  for (let shard = 0; shard < of; shard++) if (!has(shard)) yield shard;
}

/**
 * @param shards ascending
 * @returns `3,17-19`; empty where there are none
 */
export function shownShards(shards: Iterable<number>): string {
  const runs: [first: number, last: number][] = [];
  for (const shard of shards) {
    const run = runs.at(-1);
    if (run?.[1] === shard - 1) run[1] = shard;
    else runs.push([shard, shard]);
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

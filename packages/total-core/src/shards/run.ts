import { sha256 } from "./sha-256.js";
import type { ListedSource, ShardOptions } from "./shard.js";

/** The version of parts. Parts of two versions are never merged. */
export const PART_VERSION = 1;

/**
 * The identity of a run: SHA-256, in hexadecimal, of the version of parts, the number of shards, the options, and each source's name, size and version.
 * @param options.sources in their order, by the names that parts have
 */
export function runOf({
  of,
  options,
  sources,
}: {
  readonly of: number;
  readonly options: ShardOptions;
  readonly sources: Iterable<ListedSource>;
}): string {
  const hash = sha256();
  hash.update(JSON.stringify([PART_VERSION, of, sortedOptions(options)]));
  for (const { source, size, version } of sources) hash.update(JSON.stringify([source, size, version]));
  return hash.digest("hex");
}

/** The options that are given, but for a default, in one order: equal options have equal JSON. */
export function sortedOptions(options: ShardOptions): ShardOptions {
  const given = Object.entries(options).filter(
    ([name, value]) => value !== undefined && !(name === "skipInvalid" && value === false),
  );
  return Object.fromEntries(given.sort(([a], [b]) => (a < b ? -1 : 1)));
}

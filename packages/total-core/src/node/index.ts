/**
 * The sources that need Node: files, and descriptors that are open already; and totals of many machines.
 *
 * @module
 */
export { fileNumbers, type FileNumbersOptions } from "./file.js";
export { descriptorNumbers } from "./descriptor.js";

// Totals whose parts are made on many machines.
export { listSources, type ReachOptions } from "../shards/list-sources.js";
export { shardsOf, type Shards, type ShardsOptions } from "../shards/shards-of.js";
export type { ListedSource, Shard, ShardOptions, ShardPiece } from "../shards/shard.js";
export { partOfShard } from "../shards/part-of-shard.js";
export { PartsMerge, type MergedSource, type MergedTotals } from "../shards/parts-merge.js";

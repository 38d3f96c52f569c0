/**
 * The sources that need Node: files, and descriptors that are open already; and totals of many machines.
 *
 * @module
 */
export { fileNumbers, type FileNumbersOptions } from "./file.js";
export { descriptorNumbers } from "./descriptor.js";

// Totals whose parts are made on many machines.
export { listSources } from "../shards/list-sources.js";
export type { ReachOptions } from "../shards/reach.js";
export { shardsOf, type Shards, type ShardsOptions } from "../shards/shards-of.js";
export type { ListedSource, Shard, ShardOptions, ShardPiece } from "../shards/shard.js";
export { partOfShard } from "../shards/part-of-shard.js";
export { PartsMerge } from "../shards/parts-merge.js";
export type { MergedSource, MergedTotals, MergeOptions } from "../shards/merged-totals.js";

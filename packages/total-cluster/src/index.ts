/**
 * Shards of one total, worked off by any number of machines through BullMQ on Redis. The queue carries parts and looks into none: that each counts once is
 * proven where they are merged (`PartsMerge` of @dlg/total-core/node). So Redis may lose all it holds, and jobs may run twice.
 *
 * @module
 */
export { runShards, type FinishedShard, type RunShardsOptions } from "./run-shards.js";
export { shardWorker, type ShardReport, type ShardWorkerOptions } from "./shard-worker.js";
export { allowedSources, type IsAllowed } from "./allowed-sources.js";
export { sealFromKey, type Seal } from "./seal.js";
export { ClusterError } from "./cluster-error.js";

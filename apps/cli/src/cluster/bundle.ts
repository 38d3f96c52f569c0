/** The queue and all it needs, in a file of its own: only the commands for clusters load it. */
export { allowedSources, runShards, sealFromKey, shardWorker } from "@dlg/total-cluster";

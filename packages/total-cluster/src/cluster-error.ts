/** Redis cannot be reached, or a shard kept failing. The message is one line and holds no secret. */
export class ClusterError extends Error {
  override readonly name: string = "ClusterError";
}

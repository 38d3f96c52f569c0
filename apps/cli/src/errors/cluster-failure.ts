/** Redis or the workers failed: nothing is wrong with the command line, and another try may succeed. */
export class ClusterFailure extends Error {
  override readonly name = "ClusterFailure";
}

/** Whatever else is thrown stays as it is. The package of the queue is not loaded to tell its errors. */
export function clusterFailure(error: unknown): unknown {
  return error instanceof Error && error.name === "ClusterError" ? new ClusterFailure(error.message) : error;
}

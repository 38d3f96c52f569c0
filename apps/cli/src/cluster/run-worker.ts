import { partOfShard } from "@dlg/total-core/node";
import type { ShardReport } from "@dlg/total-cluster";
import { clusterFailure } from "../errors/cluster-failure.js";
import { UsageError } from "../errors/usage-error.js";
import type { Dependencies } from "../process/dependencies.js";
import { redisAddress, sealFromEnvironment } from "./redis.js";

export interface WorkerOptions {
  /** Folders, and prefixes of addresses. */
  readonly allow?: readonly string[];
  readonly concurrency?: number;
}

/** `dlg worker`: makes shards until a signal, then finishes those that it has. A line of JSON on standard error for each. */
export async function runWorker(
  given: string | undefined,
  { allow = [], concurrency }: WorkerOptions,
  dependencies: Dependencies,
): Promise<void> {
  const { stderr, interruption: signal } = dependencies;
  if (allow.length === 0) {
    throw new UsageError(
      "dlg worker: expected --allow with a folder or the beginning of addresses, got none",
      "A worker opens nothing else: --allow /data --allow https://numbers.example.test/",
    );
  }
  const redis = redisAddress("dlg worker", given, dependencies);
  const { allowedSources, shardWorker } = await import("@dlg/total-cluster");
  const isAllowed = await allowedSources(allow).catch((error: unknown) => {
    throw error instanceof RangeError ? new UsageError(`--allow: ${error.message}`) : error;
  });
  await shardWorker({
    redis,
    seal: await sealFromEnvironment(dependencies),
    concurrency,
    isAllowed,
    partOfShard,
    onShard: reportsTo(stderr),
    signal,
  }).catch((error: unknown) => {
    throw clusterFailure(error);
  });
}

/** Shards that are done in one turn of the event loop are told in one write. */
function reportsTo(stderr: Dependencies["stderr"]): (report: ShardReport) => void {
  let lines = "";
  return (report) => {
    if (lines === "") {
      setImmediate(() => {
        stderr.write(lines);
        lines = "";
      });
    }
    lines += `${JSON.stringify(report)}\n`;
  };
}

import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { UnrecoverableError, Worker, type Job } from "bullmq";
import type { Shard } from "@dlg/total-core/node";
import type { IsAllowed } from "./allowed-sources.js";
import { connect, isRefusal, refused } from "./connection.js";
import { boundTo, type Headers, QUEUE, type ShardJob, type StoredJob } from "./queue.js";
import type { Seal } from "./seal.js";

export interface ShardWorkerOptions {
  /** `redis://` or `rediss://`. */
  readonly redis: string;
  /** Takes sealed jobs alone, and seals their parts. @default takes jobs that are not sealed */
  readonly seal?: Seal | undefined;
  /** Shards at once. @default 4 */
  readonly concurrency?: number | undefined;
  readonly isAllowed: IsAllowed;
  /** `partOfShard` of @dlg/total-core/node. It follows no redirects: another address may be outside of what is allowed. */
  readonly partOfShard: (shard: Shard, options: ReadOptions) => Promise<string>;
  /** Told of each shard that was made, or failed. */
  readonly onShard?: ((report: ShardReport) => void) | undefined;
  /** Takes no more shards when it is aborted, and finishes those that it has. */
  readonly signal: AbortSignal;
}

export interface ReadOptions {
  readonly folder: string;
  readonly headers: Headers;
  readonly timeoutMs: number | undefined;
  readonly maxRedirects: 0;
}

export interface ShardReport {
  readonly run: string;
  readonly shard: number;
  readonly of: number;
  /** Bytes of the sources, as they are stored. */
  readonly bytes: number;
  readonly seconds: number;
  /** Why it failed. */
  readonly error?: string;
}

/** Longer parts stay out of Redis. */
const MOST_PART_BYTES = 16 * 1024 * 1024;

const LOCK_MS = 10_000;
const STALLED_CHECK_MS = 5000;
/** A job may lose its worker so often. */
const MOST_STALLS = 10;

/**
 * A worker that ends waits so long, in milliseconds, for a Redis that went away, once its shards are made: BullMQ would wait for ever. A part that
 * nobody heard of is made again by another worker.
 */
const LOST_AT_END_MS = 5000;

/** The answer of Redis as long as nobody changes the user's rights. */
const NEVER_ALLOWED = /^(?:NOPERM|NOAUTH|WRONGPASS)/;

/** Codes of errors that no other try will change. */
const CERTAIN = new Set<unknown>(["UNSUPPORTED", "SOURCE_CHANGED"]);

/**
 * Makes shards until the signal, in this thread.
 * @throws ClusterError where Redis cannot be reached at first; later it waits for it
 */
export async function shardWorker({
  redis,
  concurrency = 4,
  signal,
  onShard,
  ...options
}: ShardWorkerOptions): Promise<void> {
  const connection = await connect(redis, Infinity);
  const inHand = new Set<Promise<string>>();
  const make = async (stored: Job<StoredJob>): Promise<string> => {
    const start = performance.now();
    const job = opened(stored, options.seal);
    const { run, shard, of, pieces } = job.shard;
    const bytes = pieces.reduce((sum, { begin, end }) => sum + (end - begin), 0);
    const report = (error?: string): void =>
      onShard?.({
        run,
        shard,
        of,
        bytes,
        seconds: (performance.now() - start) / 1000,
        ...(error !== undefined && { error }),
      });
    try {
      const part = await partOf(stored.id!, job, options);
      report();
      return part;
    } catch (error) {
      const reason = reasonOf(error, job.shard);
      report(reason);
      throw isCertain(error) ? new UnrecoverableError(reason) : new Error(reason);
    }
  };
  const worker = new Worker<StoredJob, string>(
    QUEUE,
    (stored) => {
      const made = make(stored);
      inHand.add(made);
      return made.finally(() => inHand.delete(made));
    },
    {
      connection,
      concurrency,
      lockDuration: LOCK_MS,
      stalledInterval: STALLED_CHECK_MS,
      maxStalledCount: MOST_STALLS,
    },
  );
  const end = new Promise<void>((done, fail) => {
    // Each lost connection is told again and again; BullMQ comes back by itself.
    worker.on("error", (error) => {
      if (isRefusal(error) && NEVER_ALLOWED.test(error.message)) fail(refused(redis, error));
    });
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
  try {
    await end;
  } finally {
    await Promise.race([worker.close(), waitedInVain(inHand)]);
    connection.disconnect();
  }
}

/** Ends when the shards are made, and the wait for Redis after them is over. A last one may have come meanwhile. */
async function waitedInVain(inHand: ReadonlySet<Promise<string>>): Promise<void> {
  do {
    await Promise.allSettled(inHand);
    await sleep(LOST_AT_END_MS, undefined, { ref: false });
  } while (inHand.size > 0);
}

/** @throws UnrecoverableError where it is sealed and this worker has no key or another, and where it is not sealed and this one has a key */
function opened({ id, data }: Job<StoredJob>, seal: Seal | undefined): ShardJob {
  if (seal === undefined) {
    if (data.job !== undefined) return data.job;
    throw new UnrecoverableError(
      "expected a job that is not sealed, got a sealed one: the worker has no DLG_CLUSTER_KEY",
    );
  }
  const text = data.sealed === undefined ? undefined : seal.open(data.sealed, boundTo("job", id!));
  if (text === undefined)
    throw new UnrecoverableError("expected a job sealed with the worker's DLG_CLUSTER_KEY, got another");
  return JSON.parse(text) as ShardJob;
}

async function partOf(
  id: string,
  { shard, folder, headers, timeoutMs }: ShardJob,
  { isAllowed, partOfShard, seal }: Pick<ShardWorkerOptions, "isAllowed" | "partOfShard" | "seal">,
): Promise<string> {
  for (const { source } of shard.pieces) {
    await isAllowed(/^https?:\/\//i.test(source) ? source : resolve(folder, source)).catch((error: Error) => {
      error.message = `${source}: ${error.message}`;
      throw error;
    });
  }
  const part = await partOfShard(shard, { folder, headers, timeoutMs, maxRedirects: 0 });
  if (Buffer.byteLength(part) > MOST_PART_BYTES) {
    throw new RangeError(
      `expected a part of at most 16 MiB, got ${Buffer.byteLength(part)} bytes of keys: too much for Redis; dlg total --shard writes parts to files`,
    );
  }
  return seal === undefined ? part : seal.close(part, boundTo("part", id));
}

/** A RangeError is about an option, or about what is allowed. */
function isCertain(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    error instanceof TypeError ||
    CERTAIN.has((error as { code?: unknown }).code)
  );
}

/** In one line. The query of an address, its user and its fragment may be secrets. */
function reasonOf(error: unknown, { pieces }: Shard): string {
  let reason = (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]!;
  for (const { source } of pieces)
    reason = reason.replaceAll(source, source.replace(/[?#].*$/s, "").replace(/^(https?:\/\/)[^/]*@/i, "$1"));
  return reason;
}

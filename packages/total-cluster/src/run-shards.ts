import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Job, Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Shard } from "@dlg/total-core/node";
import { ClusterError } from "./cluster-error.js";
import { EventReadings } from "./event-readings.js";
import { connect, GatheringRedis, isRefusal, LOST_AFTER_MS, redisName, refused } from "./connection.js";
import { Mailbox } from "./mailbox.js";
import { JobEnds } from "./job-ends.js";
import { Removals } from "./removals.js";
import {
  boundTo,
  type Headers,
  JOB_OPTIONS,
  MOST_JOBS,
  QUEUE,
  QUEUE_OPTIONS,
  type ShardJob,
  type StoredJob,
} from "./queue.js";
import type { Seal } from "./seal.js";

export interface RunShardsOptions {
  /** `redis://` or `rediss://`. */
  readonly redis: string;
  /** Seals jobs, and wants parts sealed with the same key. @default nothing is sealed */
  readonly seal?: Seal | undefined;
  /** @default the working directory */
  readonly folder?: string | undefined;
  readonly headers?: Headers | undefined;
  readonly timeoutMs?: number | undefined;
  /** Ends the run, and removes its jobs. */
  readonly signal?: AbortSignal | undefined;
  /** Told every 15 seconds while no worker is there. */
  readonly onNoWorker?: (() => void) | undefined;
}

export interface FinishedShard {
  readonly shard: Shard;
  /** Its part, as `partOfShard` gave it. */
  readonly part: string;
}

/** How long an event is waited for before the job itself is looked at, in milliseconds. */
const LOOK_MS = 15_000;

/** After a lost connection, in milliseconds. */
const AGAIN_MS = 500;

/** As long as more jobs than these are in Redis, no worker waits for the next ones. */
const FEW_JOBS = 500;

/** Before a reading of events, in milliseconds: a busy worker makes a few dozens of the smallest shards meanwhile. */
const READINGS_PAUSE_MS = 10;

/** How long the removal of jobs may take at the end, in milliseconds. */
const REMOVAL_MS = 2000;

/**
 * Has shards made by workers, and yields their parts as they come. At most 1,000 are in Redis at once, and the next ones are asked for as places get free.
 * A caller who needs no more parts leaves the loop: the jobs that are left are removed.
 *
 * @throws ClusterError where Redis cannot be reached, or a shard keeps failing
 * @throws whatever `signal` was aborted with
 */
export async function* runShards(
  shards: Iterable<Shard> | AsyncIterable<Shard>,
  options: RunShardsOptions,
): AsyncGenerator<FinishedShard, void, undefined> {
  const redis = await connect(options.redis, LOST_AFTER_MS, GatheringRedis);
  const run = new Run(redis, options);
  try {
    await run.ready();
    yield* run.finished(shards);
  } catch (error) {
    throw isRefusal(error) ? refused(options.redis, error) : error;
  } finally {
    await run.end();
  }
}

/** The jobs of one run. */
class Run {
  readonly #redis: Redis;
  readonly #options: RunShardsOptions;
  readonly #name: string = randomBytes(12).toString("hex");
  readonly #queue: Queue<StoredJob, string>;
  readonly #mailbox = new Mailbox<FinishedShard>();
  /** By their ids. */
  readonly #jobs = new Map<string, Promise<void>>();
  readonly #removals: Removals;
  #events: QueueEvents | undefined;
  #ends: JobEnds | undefined;
  #placeIsFree: () => void = () => {};
  #isOver = false;
  #lookForWorkers: NodeJS.Timeout | undefined;
  readonly #abort = (): void => this.#fail(this.#options.signal!.reason);

  constructor(redis: Redis, options: RunShardsOptions) {
    this.#redis = redis;
    this.#options = options;
    this.#queue = new Queue(QUEUE, { ...QUEUE_OPTIONS, connection: redis });
    this.#queue.on("error", () => {});
    this.#removals = new Removals(redis, this.#queue);
  }

  async ready(): Promise<void> {
    const { signal, onNoWorker } = this.#options;
    signal?.throwIfAborted();
    signal?.addEventListener("abort", this.#abort, { once: true });
    this.#redis.once("end", () =>
      this.#fail(
        new ClusterError(`${redisName(this.#options.redis)}: expected Redis to come back, got none`),
      ),
    );
    const [seconds, microseconds] = await this.#redis.time();
    // From the end of the stream, BullMQ's default, events between two readings are lost.
    const lastEventId = `${seconds}${String(microseconds).padStart(6, "0").slice(0, 3)}-0`;
    this.#events = new QueueEvents(QUEUE, { connection: this.#readings(), lastEventId });
    this.#ends = new JobEnds(this.#events);
    this.#events.on("error", () => {});
    this.#lookForWorkers = setInterval(async () => {
      if ((await this.#queue.getWorkersCount().catch(() => 1)) === 0) onNoWorker?.();
    }, LOOK_MS).unref();
  }

  #readings(): Redis {
    return new EventReadings(this.#redis.options, () => (this.#jobs.size > FEW_JOBS ? READINGS_PAUSE_MS : 0));
  }

  async *finished(
    shards: Iterable<Shard> | AsyncIterable<Shard>,
  ): AsyncGenerator<FinishedShard, void, undefined> {
    void this.#giveOut(shards);
    for await (const finished of this.#mailbox.letters()) {
      yield finished;
      this.#placeIsFree();
    }
  }

  async #giveOut(shards: Iterable<Shard> | AsyncIterable<Shard>): Promise<void> {
    let given = 0;
    try {
      for await (const shard of shards) {
        while (this.#jobs.size + this.#mailbox.size >= MOST_JOBS)
          await new Promise<void>((resolve) => (this.#placeIsFree = resolve));
        if (this.#isOver) return;
        const id = this.#idOf(shard);
        given++;
        this.#jobs.set(id, this.#finish(id, shard, Math.min(given, MOST_JOBS)));
      }
      await Promise.all(this.#jobs.values());
      this.#mailbox.close();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A piece that is read a second time, from a proven start or in a known currency, has a job of its own. */
  #idOf({ shard, pieces }: Shard): string {
    const again = pieces.flatMap(({ index, start, before }) =>
      start === undefined && before === undefined ? [] : [index, start ?? "currency"],
    );
    return [this.#name, shard, ...again].join("-");
  }

  /**
   * @param priority Jobs in a queue are done in the order of their priority, the lowest first, then in that of their coming. That of a run grows up to a thousand. So
   * a short run need not wait for the thousand jobs of a long one; and no job of a run overtakes another, as a part that comes late keeps all those
   * behind it in memory until they can be merged.
   */
  async #finish(id: string, shard: Shard, priority: number): Promise<void> {
    try {
      const part = await this.#partOf(id, shard, priority);
      if (part !== undefined) this.#mailbox.put({ shard, part });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#jobs.delete(id);
    }
  }

  /** @returns `undefined` where nobody waits for it any more */
  async #partOf(id: string, shard: Shard, priority: number): Promise<string | undefined> {
    while (!this.#isOver) {
      const stored = await this.#finishedJob(id, shard, priority).catch(async (error: unknown) => {
        if (this.#isOver || error instanceof ClusterError) throw error;
        if (isRefusal(error)) throw error;
        // The connection was lost meanwhile.
        await sleep(AGAIN_MS);
      });
      if (stored !== undefined) return this.#opened(id, shard, stored);
    }
    return undefined;
  }

  /** @returns what the job's worker has made; `undefined` where it runs still, or Redis has forgotten it */
  async #finishedJob(id: string, shard: Shard, priority: number): Promise<string | undefined> {
    // Where the job is there already, nothing is added.
    const options = { ...JOB_OPTIONS, jobId: id, priority };
    const end = this.#ends!.of(id, LOOK_MS);
    try {
      await this.#queue.add("shard", this.#stored(id, shard), options);
    } catch (error) {
      this.#ends!.forget(id);
      throw error;
    }
    const stored = (await end)?.stored ?? (await this.#lookedUp(id, shard));
    if (stored !== undefined) this.#removals.removeCompleted(id);
    return stored;
  }

  /**
   * The part that a job has made, if its end was not heard of.
   * @throws ClusterError where it was tried often enough
   */
  async #lookedUp(id: string, shard: Shard): Promise<string | undefined> {
    if (this.#isOver) return undefined;
    const job = await Job.fromId<StoredJob, string | null>(this.#queue, id);
    if (job?.finishedOn === undefined) return undefined;
    if (!(await job.isFailed())) return job.returnvalue ?? undefined;
    this.#removals.remove(id);
    throw new ClusterError(`shard ${shard.shard} of ${shard.of}: ${job.failedReason.split("\n", 1)[0]}`);
  }

  #stored(id: string, shard: Shard): StoredJob {
    const { seal, folder = process.cwd(), headers = [], timeoutMs } = this.#options;
    const job: ShardJob = { shard, folder, headers, timeoutMs };
    return seal === undefined ? { job } : { sealed: seal.close(JSON.stringify(job), boundTo("job", id)) };
  }

  #opened(id: string, shard: Shard, stored: string): string {
    const { seal } = this.#options;
    const part = seal === undefined ? stored : seal.open(stored, boundTo("part", id));
    if (part !== undefined) return part;
    throw new ClusterError(
      `shard ${shard.shard} of ${shard.of}: expected a part sealed with the key in DLG_CLUSTER_KEY, got another`,
    );
  }

  /** The first reason is the one that is told. */
  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#mailbox.fail(error);
    this.#placeIsFree();
  }

  /** Removes the jobs that nobody waits for any more. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#placeIsFree();
    clearInterval(this.#lookForWorkers);
    this.#ends?.forgetAll();
    this.#options.signal?.removeEventListener("abort", this.#abort);
    this.#redis.removeAllListeners("end");
    if (this.#redis.status === "ready") {
      for (const id of this.#jobs.keys()) this.#removals.remove(id);
      const bound = new Promise((resolve) => setTimeout(resolve, REMOVAL_MS).unref());
      await Promise.race([this.#removals.settled(), bound]);
    }
    void this.#queue.close().catch(() => {});
    void this.#events?.disconnect().catch(() => {});
    this.#redis.disconnect();
  }
}

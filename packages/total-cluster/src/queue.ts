/** The agreement between commands and workers. */
import type { JobsOptions, QueueOptions } from "bullmq";
import type { Shard } from "@dlg/total-core/node";

/** The queue. Its number changes with what a job holds. */
export const QUEUE = "dlg-1";

/** Jobs of one run that are in Redis at once, or whose parts wait for their reader: neither memory grows with the number of shards. */
export const MOST_JOBS = 1000;

/** Names and values; a name may stand there twice. */
export type Headers = readonly (readonly [name: string, value: string])[];

/** A job. It is stored as it is, or sealed. */
export interface ShardJob {
  readonly shard: Shard;
  /** The folder in which the command was started: relative paths are meant from there. */
  readonly folder: string;
  /** Sent to the origin of each address. */
  readonly headers: Headers;
  /** The longest wait for an address, in milliseconds. */
  readonly timeoutMs: number | undefined;
}

export interface StoredJob {
  readonly job?: ShardJob;
  readonly sealed?: string;
}

/** The text that a job's seal is bound to: neither can a part pass for another shard's, nor a job for a part. */
export const boundTo = (kind: "job" | "part", jobId: string): string => `${QUEUE} ${kind} ${jobId}`;

const KEEP_SECONDS = 60;

/** How often a shard is tried before the run ends. A job whose worker died is not counted as tried. */
const ATTEMPTS = 5;

export const JOB_OPTIONS: JobsOptions = {
  attempts: ATTEMPTS,
  backoff: { type: "exponential", delay: 200, jitter: 0.5 },
  // The command that waits for a job removes it. Jobs that are left have lost their command.
  removeOnComplete: { age: KEEP_SECONDS },
  removeOnFail: { age: KEEP_SECONDS },
};

/**
 * A job makes four events, and the last one has its part in it. The thousand jobs of a run have 4,000 events at most that its command has not seen yet, so none is
 * lost beside another run of this size. BullMQ's default, 10,000, would hold more parts than that. A lost event costs the wait for it.
 */
export const QUEUE_OPTIONS: Omit<QueueOptions, "connection"> = { streams: { events: { maxLen: 8000 } } };

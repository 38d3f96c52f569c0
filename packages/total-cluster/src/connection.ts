import { Redis } from "ioredis";
import { ClusterError } from "./cluster-error.js";

const RETRY_MS = 500;

/** A command waits so long for a Redis that went away, in milliseconds: a restart with 16 GB to load takes about a minute. */
export const LOST_AFTER_MS = 120_000;

/** So many commands go out at once: a worker need not wait until all the first thousand jobs are written. */
const MOST_GATHERED = 64;

/**
 * Commands of one turn of the event loop go out in one write, or in a few. `enableAutoPipelining` does that too, and takes longer for it than the writes that it saves.
 */
export class GatheringRedis extends Redis {
  #corked: Redis["stream"] | undefined;
  #gathered = 0;

  override sendCommand(...command: Parameters<Redis["sendCommand"]>): unknown {
    if (this.#corked === undefined && this.stream) this.#gather(this.stream);
    else if (++this.#gathered % MOST_GATHERED === 0) this.#sendNow();
    return super.sendCommand(...command);
  }

  #gather(stream: Redis["stream"]): void {
    this.#corked = stream;
    stream.cork();
    setImmediate(() => {
      this.#corked = undefined;
      stream.uncork();
    });
  }

  #sendNow(): void {
    this.#corked?.uncork();
    this.#corked?.cork();
  }
}

/**
 * An open connection to Redis that comes back by itself.
 * @param address `redis://` or, with TLS, `rediss://`, with user, password and number of the database as they are needed
 * @param lostAfterMs how long to try when the connection is lost
 * @param Connection `Redis` sends each command at once: Redis finishes a worker's shard while the worker makes the next one
 * @throws ClusterError where there is no connection at first, or Redis refuses it
 */
export async function connect(
  address: string,
  lostAfterMs: number,
  Connection: typeof Redis = Redis,
): Promise<Redis> {
  const redis = new Connection(address, {
    lazyConnect: true,
    // BullMQ's own commands wait for a connection that comes back.
    maxRetriesPerRequest: null,
    retryStrategy: (tries) => (tries * RETRY_MS > lostAfterMs ? null : RETRY_MS),
  });
  let reason: Error | undefined;
  redis.on("error", (error: Error) => {
    reason = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    throw new ClusterError(`${redisName(address)}: expected a Redis server, got ${wordsOf(reason ?? error)}`);
  }
  return redis;
}

/** The address without user, password and options. */
export function redisName(address: string): string {
  const { protocol, host } = new URL(address);
  return `${protocol}//${host}`;
}

/** Redis has answered, and will answer the same again: it has no room, or the user may not do this. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === "ReplyError";
}

export function refused(address: string, { message }: Error): ClusterError {
  return new ClusterError(`${redisName(address)}: expected Redis to take a command, got ${message}`);
}

function wordsOf(error: unknown): string {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return String(message === undefined || message === "" ? code : message).split("\n", 1)[0]!;
}

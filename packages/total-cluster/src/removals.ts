import type { Queue } from "bullmq";
import type { Redis } from "ioredis";

/** Takes jobs out of Redis, without anyone who waits for that: what is left there vanishes a minute after its end. */
export class Removals {
  readonly #redis: Redis;
  readonly #queue: Queue;
  readonly #going = new Set<Promise<unknown>>();
  #completed: string[] = [];

  constructor(redis: Redis, queue: Queue) {
    this.#redis = redis;
    this.#queue = queue;
  }

  /** A job in any state, but one that a worker has: that one stays. */
  remove(id: string): void {
    this.#keep(this.#queue.remove(id));
  }

  /**
   * A job that is known to be completed. There is nothing of it but a hash and a place among the completed ones, so many go at once: one by one, as any other
   * job, they take a fifth of the time of small shards.
   */
  removeCompleted(id: string): void {
    if (this.#completed.push(id) === 1) setImmediate(() => this.#keep(this.#removeCompleted()));
  }

  /** Once all that was begun has ended. */
  async settled(): Promise<void> {
    if (this.#completed.length > 0) this.#keep(this.#removeCompleted());
    await Promise.all(this.#going);
  }

  async #removeCompleted(): Promise<void> {
    const ids = this.#completed;
    this.#completed = [];
    if (ids.length === 0) return;
    const keys = ids.map((id) => this.#queue.toKey(id));
    await Promise.all([this.#redis.zrem(this.#queue.toKey("completed"), ids), this.#redis.del(keys)]);
  }

  #keep(removal: Promise<unknown>): void {
    const going = removal.catch(() => {}).finally(() => this.#going.delete(going));
    this.#going.add(going);
  }
}

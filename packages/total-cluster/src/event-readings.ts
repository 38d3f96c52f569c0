import { Redis, type RedisOptions } from "ioredis";

/**
 * For the connection that BullMQ reads events with: it makes itself one like this. They are read in fewer and longer readings. Else each few jobs that end are a
 * reading, a write of as many new jobs and one of as many removals, which is a fifth of the time of small shards.
 */
export class EventReadings extends Redis {
  readonly #pauseMs: () => number;

  /** @param pauseMs before a reading, in milliseconds, as it is to be now */
  constructor(options: RedisOptions, pauseMs: () => number) {
    super({ ...options, lazyConnect: true });
    this.#pauseMs = pauseMs;
  }

  override duplicate(options?: Partial<RedisOptions>): Redis {
    return new EventReadings({ ...this.options, ...options }, this.#pauseMs);
  }

  override sendCommand(...[command, stream]: Parameters<Redis["sendCommand"]>): unknown {
    const pause = command.name === "xread" ? this.#pauseMs() : 0;
    if (pause === 0) return super.sendCommand(command, stream);
    setTimeout(() => super.sendCommand(command, stream), pause);
    return command.promise;
  }
}

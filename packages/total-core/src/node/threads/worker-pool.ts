import { Worker, type WorkerOptions } from "node:worker_threads";
import { unlessItThrows } from "../../basics/attempt.js";
import type { SliceOutcome } from "./slice-outcome.js";
import type { WorkerData } from "./worker.js";
import { source } from "./worker.generated.js";

export interface WorkerPoolOptions {
  readonly size: number;
  readonly data: WorkerData;
  readonly onOutcome: (outcome: SliceOutcome) => void;
  readonly startWorker?: StartWorker | undefined;
}

export type StartWorker = (data: WorkerData) => Worker;

/**
 * What a worker gets of the process: no options and no preloaded modules, which are not meant for it and would cost each one its time;
 * a small heap for what soon is garbage, of which a worker makes little; and one that is collected at 8 MB, half of what it may have, for the rest. It
 * holds 4 MB; left to itself it would grow to 10 before that, and three threads would take 90 MB instead of 87 for 7 GB.
 */
const WORKER_OPTIONS: WorkerOptions = {
  eval: true,
  env: {},
  execArgv: [],
  resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 16 },
};

/**
 * Threads that work on slices.
 *
 * That there are some is a matter of speed alone: where none can be started, because the process may not or has no memory left, or where
 * one dies, what it would have done or was doing is left to whoever asked for the pool.
 */
export class WorkerPool {
  readonly #workers = new Set<Worker>();
  #onNews: (() => void) | undefined;

  constructor({ size, data, onOutcome, startWorker = newWorker }: WorkerPoolOptions) {
    for (let i = 0; i < size; i++) {
      const worker = unlessItThrows(() => startWorker(data));
      if (worker === undefined) break;
      this.#workers.add(worker);
      worker.on("message", (outcome: SliceOutcome) => {
        onOutcome(outcome);
        this.#onNews?.();
      });
      // It exits after that.
      worker.on("error", () => {});
      worker.on("exit", () => {
        this.#workers.delete(worker);
        this.#onNews?.();
      });
    }
  }

  /** Whether all workers have ended; all that they have sent has arrived then. */
  get isGone(): boolean {
    return this.#workers.size === 0;
  }

  /** Waits until a worker sends an outcome or ends, unless all have. */
  async news(): Promise<void> {
    if (!this.isGone) await new Promise<void>((resolve) => (this.#onNews = resolve));
  }

  /** Ends all workers, and waits until they have. */
  async end(): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }
}

export function newWorker(data: WorkerData): Worker {
  return new Worker(source, { ...WORKER_OPTIONS, workerData: data });
}

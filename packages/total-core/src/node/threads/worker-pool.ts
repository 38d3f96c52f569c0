import { Worker, type WorkerOptions } from "node:worker_threads";
import { unlessItThrows } from "../../basics/attempt.js";
import { isNode, nodeModule } from "../../basics/node-modules.js";
import { wasm as binary } from "../../kernel/binary.generated.js";
import { wasm as csv } from "../../kernel/csv.generated.js";
import { wasm as objects } from "../../kernel/objects.generated.js";
import { wasm as text } from "../../kernel/text.generated.js";
import type { SliceOutcome } from "./slice-outcome.js";
import type { WorkerData } from "./worker.js";
import { compressed } from "./worker.generated.js";

export interface WorkerPoolOptions {
  readonly size: number;
  readonly data: WorkerData;
  readonly onOutcome: (outcome: SliceOutcome) => void;
  readonly startWorker?: StartWorker | undefined;
}

export type StartWorker = (data: WorkerData) => Worker;

/** The bundle of a worker has no kernels: scripts/bundle-worker.js makes it take these. */
const kernels = { binary, text, objects, csv };

/**
 * A worker gets none of the process's options and preloaded modules, which would cost it time. Its heap for young objects is small, as it makes few. Its
 * other heap holds 5 MB and is collected at 6, half of its limit; with a limit of 16 it would grow to 8 first, and three threads would take up to 90.6 MB
 * for a file of 7 GB. A limit of 8 is too little for Node 24, which then ends the process.
 */
const WORKER_OPTIONS: WorkerOptions = {
  eval: true,
  env: {},
  execArgv: [],
  resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 12 },
};

/**
 * Threads that work on slices, for speed alone: where one cannot be started (no permission, no memory) or dies, its slices are left to the thread that asked
 * for the pool.
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
      // An exit follows.
      worker.on("error", () => {});
      worker.on("exit", () => {
        this.#workers.delete(worker);
        this.#onNews?.();
      });
    }
  }

  /** Whether all workers have ended, and all their outcomes have arrived. */
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
  const { source, code } = (program ??= workerProgram());
  const [start, workerData] =
    code === undefined ? [source, { ...data, kernels }] : [RUN_CODE, { ...data, kernels, source, code }];
  return new Worker(start, { ...WORKER_OPTIONS, workerData });
}

interface Program {
  /** In a string that V8 keeps in one byte a character. */
  readonly source: string;
  /** V8's cached code of the source; `undefined` where the engine may be another than V8 in Node. */
  readonly code: Uint8Array | undefined;
}

let program: Program | undefined;

/** Compiled here once: a worker that has to parse the whole source takes 1 MB more, and longer to start. */
function workerProgram(): Program {
  const source = nodeModule("node:zlib")!
    .brotliDecompressSync(Buffer.from(compressed, "base64"))
    .toString("latin1");
  if (!isNode()) return { source, code: undefined };
  const asFunction = `(function(require){${source}\n})`;
  const { Script } = nodeModule("node:vm")!;
  return { source: asFunction, code: new Script(asFunction).createCachedData() };
}

/** The program of a worker that gets code. */
const RUN_CODE = `const { source, code } = require("node:worker_threads").workerData;
new (require("node:vm").Script)(source, { cachedData: code }).runInThisContext()(require);`;

/** Workers that tests can watch, and others that take their place. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { newWorker, type StartWorker } from "./worker-pool.js";
import type { WorkerData } from "./worker.js";

export interface Watched {
  readonly worker: Worker;
  hasEnded: boolean;
  readonly end: Promise<unknown>;
}

/** Workers that are remembered, so that a test sees them end. */
export function watched(): { readonly workers: Watched[]; readonly startWorker: StartWorker } {
  const workers: Watched[] = [];
  return {
    workers,
    startWorker(data) {
      const worker = newWorker(data);
      const entry: Watched = { worker, hasEnded: false, end: once(worker, "exit") };
      worker.once("exit", () => (entry.hasEnded = true));
      workers.push(entry);
      return worker;
    },
  };
}

/** Keeps this thread from doing anything before another one has taken a slice. */
export function waitForTheft({ queue }: WorkerData): void {
  const next = new Int32Array(queue);
  const before = Atomics.load(next, 0);
  while (Atomics.load(next, 0) === before) Atomics.wait(next, 0, before, 10);
}

/** A worker that runs something else. */
export const impostor =
  (code: string): StartWorker =>
  (workerData) =>
    new Worker(code, { eval: true, workerData });

/** The same, but it has taken a slice first, of which nothing is heard again. */
export const thief =
  (last: string): StartWorker =>
  (data) => {
    const take = "Atomics.add(new Int32Array(require('node:worker_threads').workerData.queue), 0, 1);";
    const worker = impostor(take + last)(data);
    waitForTheft(data);
    return worker;
  };

/** A worker as it should be, which has taken a slice before anything happens in this thread. */
export const eagerWorker: StartWorker = (data) => {
  const worker = newWorker(data);
  waitForTheft(data);
  return worker;
};

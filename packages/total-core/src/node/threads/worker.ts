/** What runs in a thread of its own: it takes slices until there are no more, and ends. Bundled to worker.generated.ts. */
import { readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { readBuffers } from "../../kernel/memory.js";
import { sliceOutcome, type ReadAnswer, type SliceJob, type SliceOutcome } from "./slice-outcome.js";
import { sliceCount, SliceQueue } from "./slices.js";

export interface WorkerData {
  readonly job: SliceJob;
  /** The queue's memory. */
  readonly queue: SharedArrayBuffer;
}

/** Bytes a read. Measured on a cached file: half of it and twice as much are as fast. */
const READ_BYTES = 262_144;

const port = parentPort!;
const { job, queue: shared } = workerData as WorkerData;
const queue = new SliceQueue(sliceCount(job), shared);
const buffer = readBuffers.take(READ_BYTES);
for (let index = queue.take(); index !== undefined; index = queue.take()) {
  port.postMessage(outcomeOf(index));
}

function outcomeOf(index: number): SliceOutcome {
  const work = sliceOutcome(index, job, buffer);
  let answer: ReadAnswer = 0;
  for (;;) {
    const { done, value } = work.next(answer);
    if (done === true) return value;
    if (value !== undefined) answer = read(value.offset, value.length);
  }
}

function read(offset: number, length: number): ReadAnswer {
  try {
    return readSync(job.descriptor, buffer, 0, length, offset);
  } catch (error) {
    return error as Error;
  }
}

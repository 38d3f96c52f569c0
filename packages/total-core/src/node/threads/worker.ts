/** A worker thread: takes slices until there are no more, and ends. Bundled to worker.generated.ts. */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { unlessItThrows } from "../../basics/attempt.js";
import { useKernels } from "../../decode/use-kernels.js";
import { readBuffers } from "../../kernel/memory.js";
import { isSameFile, type FileState } from "../file-faults.js";
import { sliceOutcome, type ReadAnswer, type SliceOutcome } from "./slice-outcome.js";
import { sliceCount, SliceQueue, sliceWork, type SliceJob } from "./slices.js";

export interface WorkerData {
  readonly job: SliceJob;
  /** Each thread opens the file for itself: in Deno, a descriptor is of no use in another thread. */
  readonly path: string | Uint8Array;
  /** The file that must be found at the path. */
  readonly file: FileState;
  /** The queue's memory. */
  readonly queue: SharedArrayBuffer;
}

/** Bytes a read. With a quarter of it two threads take 5% longer for 826 MB of text. */
const READ_BYTES = 1_048_576;

const port = parentPort!;
const { job, path, file, queue: shared } = workerData as WorkerData;
// Without the file the worker ends, and the thread that has it open does all slices.
const descriptor = unlessItThrows(openFile);
if (descriptor !== undefined) {
  useKernels();
  const queue = new SliceQueue(sliceCount(job), shared);
  const buffer = readBuffers.take(READ_BYTES);
  for (let index = queue.take(); index !== undefined; index = queue.take()) {
    port.postMessage(outcomeOf(index, descriptor, buffer));
  }
  closeSync(descriptor);
}

/** @returns `undefined` where there is another file by now, or this one has changed */
function openFile(): number | undefined {
  const opened = openSync(typeof path === "string" ? path : Buffer.from(path), "r");
  if (isSameFile(file, fstatSync(opened, { bigint: true }))) return opened;
  closeSync(opened);
  return undefined;
}

/** Its steps become as long as what is read at once: nothing else waits for this thread. */
function outcomeOf(index: number, opened: number, buffer: Uint8Array): SliceOutcome {
  const work = sliceOutcome(sliceWork(index, job, Infinity), buffer);
  let answer: ReadAnswer = 0;
  for (;;) {
    const { done, value } = work.next(answer);
    if (done === true) return value;
    if (value === undefined) continue;
    try {
      answer = readSync(opened, buffer, 0, value.length, value.offset);
    } catch (error) {
      answer = error as Error;
    }
  }
}

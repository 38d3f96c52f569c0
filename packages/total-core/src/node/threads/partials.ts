/** The partials of a file that several threads add. */
import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { TotalError } from "../../contract/errors.js";
import type { PartialBatch } from "../../contract/numbers-api.js";
import { buffersFor } from "../../contract/read-buffers.js";
import type { SliceOptions } from "./slice-total.js";
import { changed, checkUnchanged, unreadable } from "../file-faults.js";
import { Outcomes } from "./outcomes.js";
import { outcomeHere } from "./outcome-here.js";
import { sliceOutcome, type Read, type SliceFault, type SliceOutcome } from "./slice-outcome.js";
import { sliceCount, SliceQueue, sliceWork } from "./slices.js";
import { WorkerPool, type StartWorker } from "./worker-pool.js";

export interface OpenFile extends Omit<SliceOptions, "skipInvalid"> {
  readonly path: string | Buffer;
  /** Is closed at the end. */
  readonly handle: FileHandle;
  /** The file's state when it was opened. */
  readonly stats: BigIntStats;
  /** The file's name in errors. */
  readonly name: string;
}

export interface PartialsWork {
  readonly signal: AbortSignal;
  /** Whether bad numbers are counted as skipped. */
  readonly skipInvalid: boolean;
  /** How many, this one included. */
  readonly threads: number;
  readonly sliceBytes: number;
  /** Told of the bytes of each slice. */
  readonly onStored?: ((bytes: number) => void) | undefined;
  readonly startWorker?: StartWorker | undefined;
}

/**
 * Partials of a file's slices, in the order in which they are done.
 *
 * This thread works too, from the first moment on: before a worker has started, 40 MB are added. In the end this thread does the slices of workers that
 * could not start or died.
 *
 * @throws TotalError of the first fault in the file, however the threads were timed
 */
export async function* partialsOfFile(
  file: OpenFile,
  work: PartialsWork,
): AsyncGenerator<PartialBatch, void, undefined> {
  const { path, handle, stats, ...encoding } = file;
  const { threads, sliceBytes, skipInvalid, signal, onStored, startWorker } = work;
  const options = { ...encoding, skipInvalid };
  const job = { size: Number(stats.size), sliceBytes, options };
  const count = sliceCount(job);
  const queue = new SliceQueue(count);
  const outcomes = new Outcomes();
  const take = (outcome: SliceOutcome) => {
    outcomes.add(outcome);
    if (outcomes.hasFault) queue.close();
  };
  const { dev, ino, size, mtimeNs } = stats;
  const pool = new WorkerPool({
    size: threads - 1,
    data: { job, path, file: { dev, ino, size, mtimeNs }, queue: queue.shared },
    onOutcome: take,
    startWorker,
  });
  // Also while nobody asks for more.
  const end = async () => {
    queue.close();
    await pool.end();
    await handle.close().catch(() => {});
  };
  signal.addEventListener("abort", end, { once: true });
  const buffers = buffersFor(signal);
  const buffer = buffers.take(READ_BYTES);
  const read = ({ offset, length }: Read) =>
    handle.read(buffer, 0, length, offset).then(
      ({ bytesRead }) => bytesRead,
      (error: Error) => error,
    );
  const here = (index: number, start?: number) =>
    outcomeHere(sliceOutcome(sliceWork(index, job, MOST_GROWTH), buffer, start), read, signal);
  try {
    while (outcomes.firstFault === undefined) {
      // While a partial is handed on, others come in.
      for (let batch = outcomes.takeBatch(); batch !== undefined; batch = outcomes.takeBatch()) {
        onStored?.(batch.bytes);
        yield batch;
      }
      if (outcomes.next === count) break;
      const index = outcomes.isToDoAgain ? undefined : queue.take();
      if (index !== undefined) take(await here(index));
      else if (outcomes.isToDoAgain || pool.isGone) {
        // When all workers have ended, a slice that still has no outcome is this thread's.
        take(await here(outcomes.next, outcomes.nextStart));
      } else await pool.news();
      signal.throwIfAborted();
    }
    if (outcomes.firstFault !== undefined) throw await errorOf(outcomes.firstFault, file);
    checkUnchanged(file.name, stats, await handle.stat({ bigint: true }));
  } finally {
    signal.removeEventListener("abort", end);
    buffers.giveBack(buffer);
    await end();
  }
}

/** Bytes a read. With half of it two threads take 5% longer for 826 MB of text. */
const READ_BYTES = 1_048_576;

/**
 * A step has up to 512 KiB of text. With half of it there are so many steps that V8 compiles most of what they run, while two threads need both processors. If
 * the kernel takes nothing of such a step, it lasts 6 to 16 ms, and the next ones are short again.
 */
const MOST_GROWTH = 8;

async function errorOf(fault: SliceFault, { name, handle, stats }: OpenFile): Promise<TotalError> {
  if (fault.fault === "bad data") return new TotalError(fault.code, fault);
  if (fault.fault === "unreadable") {
    const { message, code } = fault;
    return unreadable(name, Object.assign(new Error(message), { code }));
  }
  checkUnchanged(name, stats, await handle.stat({ bigint: true }));
  return changed(name, "fewer bytes than it had");
}

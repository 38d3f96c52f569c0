/** `totalOf(api)`: the exact total of whatever a numbers API delivers. */
import { wrongType } from "./describe.js";
import { eventLoopTurn, isTurnDue } from "./event-loop.js";
import type { TotalError } from "./errors.js";
import type { NumbersApi, Progress } from "./numbers-api.js";
import { ExactSum } from "./sum/exact-sum.js";
import { Intake } from "./total/intake.js";
import { Reading } from "./total/reading.js";
import { totalFromSum, type Total } from "./total/total.js";

export interface TotalOfOptions {
  /** Cancels the source; the promise rejects with the signal's reason at once, whatever the source does. */
  readonly signal?: AbortSignal | undefined;
  /** Told how far it has come after each batch, and at the end. What it throws ends the total. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Count bad numbers as skipped instead of failing with `BAD_NUMBER`. @default false */
  readonly skipInvalid?: boolean | undefined;
  /**
   * Told of a fault in JSON's numbers when it is seen. The promise rejects only after at most 1 MiB more of the document, or its end,
   * because a malformed document's fault is that. Whoever cannot wait so long aborts with this one.
   */
  readonly onHeldFault?: ((fault: TotalError) => void) | undefined;
}

/**
 * The exact total of the numbers that `api` delivers, in constant memory.
 *
 * The event loop gets its turn every few milliseconds, even where the source never waits for anything.
 * @throws TypeError for wrong arguments, and for batches that are none
 * @throws TotalError for bad data, and for sources that cannot be read
 */
export async function totalOf(api: NumbersApi, options: TotalOfOptions = {}): Promise<Total> {
  checkArguments(api, options);
  const { signal, skipInvalid = false } = options;
  signal?.throwIfAborted();
  const reading = new Reading(api, { skipInvalid });
  return new Promise((resolve, reject) => {
    const cancel = () => {
      reject(signal?.reason);
      reading.cancel(signal?.reason);
    };
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted) cancel();
    read(reading, options)
      .finally(() => signal?.removeEventListener("abort", cancel))
      .then(resolve, reject);
  });
}

async function read(reading: Reading, options: TotalOfOptions): Promise<Total> {
  const { onProgress, onHeldFault, skipInvalid = false } = options;
  const sum = new ExactSum();
  const intake = new Intake(sum, { skipInvalid, onHeldFault });
  try {
    for await (const batch of reading) {
      for (const _step of intake.steps(batch)) {
        if (isTurnDue()) await eventLoopTurn();
        reading.throwIfCancelled();
      }
      onProgress?.(intake.progress);
    }
    intake.end();
    onProgress?.(intake.progress);
    return totalFromSum(sum);
  } catch (error) {
    reading.cancel(error);
    throw error;
  }
}

function checkArguments(api: NumbersApi, options: TotalOfOptions): void {
  if (typeof api?.numbers !== "function") throw wrongType("totalOf", "a NumbersApi", api);
  if (typeof options !== "object" || options === null) throw wrongType("options", "an object", options);
  const { signal, onProgress, onHeldFault, skipInvalid } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw wrongType("signal", "an AbortSignal", signal);
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw wrongType("onProgress", "a function", onProgress);
  }
  if (onHeldFault !== undefined && typeof onHeldFault !== "function") {
    throw wrongType("onHeldFault", "a function", onHeldFault);
  }
  if (skipInvalid !== undefined && typeof skipInvalid !== "boolean") {
    throw wrongType("skipInvalid", "a boolean", skipInvalid);
  }
}

/** Reads a numbers API to its end, and lets others run meanwhile. */
import { wrongType } from "../basics/describe.js";
import type { TotalError } from "../contract/errors.js";
import { eventLoopTurn, isTurnDue } from "../basics/event-loop.js";
import type { NumbersApi, Progress } from "../contract/numbers-api.js";
import type { Intake } from "./intake.js";
import { Reading } from "./reading.js";

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
  readonly onDeferredFault?: ((fault: TotalError) => void) | undefined;
}

/** Adds to the intake all that the numbers API delivers. Its arguments have been checked. */
export async function readToEnd(api: NumbersApi, intake: Intake, options: TotalOfOptions): Promise<void> {
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
    read(reading, intake, options)
      .finally(() => signal?.removeEventListener("abort", cancel))
      .then(resolve, reject);
  });
}

async function read(reading: Reading, intake: Intake, { onProgress }: TotalOfOptions): Promise<void> {
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
  } catch (error) {
    reading.cancel(error);
    throw error;
  }
}

/**
 * @param caller what errors call it
 * @throws TypeError
 */
export function checkReading(caller: string, api: NumbersApi, options: TotalOfOptions): void {
  if (typeof api?.numbers !== "function") throw wrongType(caller, "a NumbersApi", api);
  if (typeof options !== "object" || options === null) throw wrongType("options", "an object", options);
  const { signal, onProgress, onDeferredFault, skipInvalid } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw wrongType("signal", "an AbortSignal", signal);
  }
  if (onProgress !== undefined && typeof onProgress !== "function") {
    throw wrongType("onProgress", "a function", onProgress);
  }
  if (onDeferredFault !== undefined && typeof onDeferredFault !== "function") {
    throw wrongType("onDeferredFault", "a function", onDeferredFault);
  }
  if (skipInvalid !== undefined && typeof skipInvalid !== "boolean") {
    throw wrongType("skipInvalid", "a boolean", skipInvalid);
  }
}

/** Reads a source to its end, and lets others run meanwhile. */
import { wrongType } from "../basics/describe.js";
import { eventLoopTurn, isTurnDue } from "../basics/event-loop.js";
import { checkedBoolean } from "../basics/option-values.js";
import { Currencies } from "../contract/currencies.js";
import type { TotalError } from "../contract/errors.js";
import type { Progress } from "../contract/numbers-api.js";
import { numbersOf, type ElementOptions, type Source, type SourceOptions } from "../source/any-source.js";
import type { AccumulatorOptions, BatchAccumulator } from "./batch-accumulator.js";
import { Reading } from "./reading.js";

/** How `totalsOf` and `totalsBy` read a source. */
export interface TotalsOfOptions extends SourceOptions, ElementOptions {
  /** Cancels the source; the promise rejects with the signal's reason at once, whatever the source does. */
  readonly signal?: AbortSignal | undefined;
  /** Told the progress after each batch, and at the end. An error that it throws ends the total. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Count bad numbers as skipped instead of failing with `BAD_NUMBER`. @default false */
  readonly skipInvalid?: boolean | undefined;
  /** With the option `money`: shared by totals that are to be merged, so that they have one currency. @default those of this total alone */
  readonly currencies?: Currencies | undefined;
  /**
   * Told of a fault in JSON's numbers when it is seen. The promise rejects only after at most 1 MiB more of the document, or its end: if it turns
   * out to be malformed, that is its fault. A caller that cannot wait so long aborts with the fault it was told of.
   */
  readonly onDeferredFault?: ((fault: TotalError) => void) | undefined;
}

/**
 * Adds all that the source delivers.
 *
 * @param caller the name of the function in errors of misuse
 * @param newAccumulator makes what the batches are added to
 * @param partials whether it takes partials, which have no keys
 * @returns the progress at the end
 * @throws TypeError, TotalError
 * @internal
 */
export async function readToEnd(
  caller: string,
  source: Source,
  options: TotalsOfOptions,
  newAccumulator: (options: AccumulatorOptions) => BatchAccumulator,
  partials: boolean = true,
): Promise<Progress> {
  checkOptions(options);
  const api = numbersOf(caller, source, options);
  const { signal, skipInvalid = false, onDeferredFault, currencies } = options;
  signal?.throwIfAborted();
  const accumulator = newAccumulator({ skipInvalid, onDeferredFault, currencies });
  const reading = new Reading(api, partials ? { partials, skipInvalid } : {});
  return new Promise((resolve, reject) => {
    const cancel = () => {
      reject(signal?.reason);
      reading.cancel(signal?.reason);
    };
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted) cancel();
    addAll(reading, accumulator, options.onProgress)
      .finally(() => signal?.removeEventListener("abort", cancel))
      .then(() => resolve(accumulator.progress), reject);
  });
}

async function addAll(
  reading: Reading,
  accumulator: BatchAccumulator,
  onProgress: TotalsOfOptions["onProgress"],
): Promise<void> {
  try {
    for await (const batch of reading) {
      for (const _step of accumulator.steps(batch)) {
        if (isTurnDue()) await eventLoopTurn();
        reading.throwIfCancelled();
      }
      // One without numbers has no steps.
      if (isTurnDue()) await eventLoopTurn();
      onProgress?.(accumulator.progress);
    }
    accumulator.end();
    onProgress?.(accumulator.progress);
  } catch (error) {
    reading.cancel(error);
    throw error;
  }
}

function checkOptions(options: TotalsOfOptions): void {
  if (typeof options !== "object" || options === null) throw wrongType("options", "an object", options);
  const { signal, onProgress, onDeferredFault, skipInvalid, currencies } = options;
  if (signal !== undefined && typeof signal?.addEventListener !== "function") {
    throw wrongType("signal", "an AbortSignal", signal);
  }
  for (const [name, given] of Object.entries({ onProgress, onDeferredFault })) {
    if (given !== undefined && typeof given !== "function") throw wrongType(name, "a function", given);
  }
  checkedBoolean("skipInvalid", skipInvalid);
  if (currencies !== undefined && !(currencies instanceof Currencies)) {
    throw wrongType("currencies", "a Currencies", currencies);
  }
}

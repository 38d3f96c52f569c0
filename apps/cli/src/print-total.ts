import type { Dependencies } from "./process/dependencies.js";
import { eventLoopRound } from "./process/event-loop-round.js";
import { checkSpokenTo, givenOptions } from "./command-line/format-options.js";
import { checkPrinting, type PrintingOptions } from "./command-line/printing-options.js";
import { print } from "./output/print.js";
import { withFieldHint } from "./errors/field-hint.js";
import { noteSimulated, noteTyping, noteUncounted } from "./output/notes.js";
import { noProgress, progressDisplay } from "./output/progress.js";
import type { ShardNumbers } from "./shards/shard-numbers.js";
import { sizeOf } from "./sources/size-of.js";
import type { SourceOptions } from "./sources/source.js";
import { allNames } from "./sources/all-names.js";
import { sourcesFrom } from "./sources/sources.js";
import { totalOfSources } from "./sources/total-of-sources.js";
import { UsageError } from "./errors/usage-error.js";
import { watchStandardInput } from "./sources/watch-standard-input.js";

export interface TotalOptions extends SourceOptions, PrintingOptions {
  readonly skipInvalid?: boolean;
  /** A file of names, or `-`. */
  readonly files0From?: string;
  readonly progress?: boolean;
  /** Parts of the total are printed instead of it. */
  readonly shard?: ShardNumbers;
  /** A file that `dlg list` has written. */
  readonly manifest?: string;
  /** Workers make the total. Empty where the environment has the address of Redis. */
  readonly cluster?: string;
  /** How many shards they make of it. */
  readonly shards?: number;
  /** A file for the parts. */
  readonly parts?: string;
  /** A file for what was totalled. */
  readonly receipt?: string;
}

/** `dlg total`: once all numbers are added, prints the total on a line, or a line for each key or source. */
export async function printTotal(
  given: readonly string[],
  options: TotalOptions,
  dependencies: Dependencies,
): Promise<void> {
  const { skipInvalid = false, progress: wantsProgress = true } = options;
  const { stdin, stdout, stderr, clock, interruption, isInForeground } = dependencies;
  const begin = clock.now();
  const byKey = options.by !== undefined;
  checkPrinting(options, byKey);
  if (options.skipMissing === true && options.field === undefined) {
    throw new UsageError("--skip-missing: expected --field with it, got none");
  }
  if (options.cluster === undefined) {
    for (const option of ["shards", "parts"] as const) {
      if (options[option] !== undefined)
        throw new UsageError(`--${option}: expected --cluster with it, got none`);
    }
  }
  if (options.receipt !== undefined) {
    const { printWithReceipt } = await import("./receipts/print-with-receipt.js");
    return printWithReceipt(given, options.receipt, options, dependencies);
  }
  if (options.shard !== undefined) {
    if (options.cluster !== undefined)
      throw new UsageError("--shard: expected it without --cluster, got both");
    const { printParts } = await import("./shards/print-parts.js");
    return printParts(given, options.shard, options, dependencies);
  }
  if (options.cluster !== undefined) {
    const { printClusterTotal } = await import("./cluster/print-cluster-total.js");
    return printClusterTotal(given, options, dependencies);
  }
  if (options.manifest !== undefined)
    throw new UsageError("--manifest: expected --shard or --cluster with it, got none");
  const names = await allNames(given, options.files0From, dependencies);
  const sources = sourcesFrom(names, options, dependencies);
  const isWatched = names.length === 0 && options.api === undefined;
  const watch = isWatched ? await watchStandardInput(stdin) : undefined;
  const signal = watch === undefined ? interruption : AbortSignal.any([interruption, watch.refusal]);
  if (sources.some((source) => source.isSimulated) && !signal.aborted) noteSimulated(dependencies);
  // It would be drawn over what the user types.
  const isTyped = names.includes("-") && (await noteTyping("numbers", dependencies));
  const progress =
    wantsProgress && !isTyped
      ? progressDisplay({ stderr, clock, allBytes: sizeOf(sources), isInForeground })
      : noProgress;
  try {
    const keepsParts = options.json === true || options.each === true;
    const wanted = { signal, skipInvalid, byKey, keepsParts, onProgress: progress.show };
    const grand = await totalOfSources(sources, wanted)
      .catch(async (error: unknown) => {
        throw await withFieldHint(error, options);
      })
      .finally(() => {
        progress.stop();
        return throwIfSignalled(signal);
      });
    checkSpokenTo(givenOptions(options), [...grand.formats]);
    const seconds = (clock.now() - begin) / 1000;
    await print(grand, { options, seconds, stdout });
    noteUncounted(grand, options.field, stderr);
  } finally {
    watch?.stop();
  }
}

/**
 * Ctrl-C also ends the program that sends numbers through a pipe. Node reports the pipe's end before the signal, so without this wait the part that
 * has come would be printed as the total.
 */
async function throwIfSignalled(signal: AbortSignal): Promise<void> {
  await eventLoopRound();
  signal.throwIfAborted();
}

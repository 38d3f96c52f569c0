import type { Dependencies } from "./process/dependencies.js";
import { eventLoopRound } from "./process/event-loop-round.js";
import { checkSpokenTo, givenOptions } from "./command-line/format-options.js";
import type { Group } from "./output/group-order.js";
import { jsonLine } from "./output/json-line.js";
import { withFieldHint } from "./errors/field-hint.js";
import type { Order } from "./command-line/option-values.js";
import { noProgress, progressDisplay } from "./output/progress.js";
import { sourcesFrom, type Source, type SourceOptions } from "./sources/sources.js";
import type { TextOutput } from "./process/text-output.js";
import { totalOfSources } from "./sources/total-of-sources.js";
import { UsageError } from "./errors/usage-error.js";
import { watchStandardInput } from "./sources/watch-standard-input.js";

export interface TotalOptions extends SourceOptions {
  readonly skipInvalid?: boolean;
  readonly json?: boolean;
  readonly exact?: boolean;
  readonly sort?: Order;
  readonly progress?: boolean;
}

/** `dlg total`: once all numbers are added, prints the total on a line, or a line for each key. */
export async function printTotal(
  names: readonly string[],
  options: TotalOptions,
  dependencies: Dependencies,
): Promise<void> {
  const { skipInvalid = false, json = false, exact = false, sort, progress: wantsProgress = true } = options;
  const { stdin, stdout, stderr, clock, interruption } = dependencies;
  const begin = clock.now();
  const byKey = options.by !== undefined;
  if (sort !== undefined && !byKey) throw new UsageError("--sort: expected --by with it, got none");
  const sources = sourcesFrom(names, options, dependencies);
  const isWatched = names.length === 0 && options.api === undefined;
  const watch = isWatched ? await watchStandardInput(stdin) : undefined;
  const signal = watch === undefined ? interruption : AbortSignal.any([interruption, watch.refusal]);
  const progress = wantsProgress ? progressDisplay({ stderr, clock, allBytes: sizeOf(sources) }) : noProgress;
  try {
    const wanted = { signal, skipInvalid, byKey, onProgress: progress.show };
    const grand = await totalOfSources(sources, wanted)
      .catch((error: unknown) => {
        throw withFieldHint(error, options.field);
      })
      .finally(() => {
        progress.stop();
        return throwIfSignalled(signal);
      });
    checkSpokenTo(
      givenOptions(options),
      grand.parts.map(({ format }) => format ?? "none"),
    );
    const seconds = (clock.now() - begin) / 1000;
    const groups = byKey ? (await import("./output/group-order.js")).inOrder(grand.groups, sort) : undefined;
    if (json) stdout.write(jsonLine(grand, { exact, seconds, groups }));
    else if (groups === undefined) stdout.write(`${grand.total.toString({ exact })}\n`);
    else await printGroups(groups, exact, stdout);
    if (grand.skipped > 0)
      stderr.write(`skipped ${grand.skipped} bad number${grand.skipped === 1 ? "" : "s"}\n`);
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

async function printGroups(groups: readonly Group[], exact: boolean, stdout: TextOutput): Promise<void> {
  const { groupLines } = await import("./output/group-lines.js");
  for (const piece of await groupLines(groups, { exact, columns: stdout.columns() })) stdout.write(piece);
}

/** The size of all sources together, once each is known; a source is not asked again after it has told its size. */
function sizeOf(sources: readonly Source[]): () => number | undefined {
  let unknown = sources;
  let known = 0;
  return () => {
    unknown = unknown.filter((source) => {
      const size = source.size();
      known += size ?? 0;
      return size === undefined;
    });
    return unknown.length === 0 ? known : undefined;
  };
}

import { answer } from "./answer.js";
import type { Dependencies } from "./dependencies.js";
import type { Order } from "./option-values.js";
import { noProgress, progressDisplay } from "./progress.js";
import { sourcesFrom, type Source, type SourceOptions } from "./sources.js";
import { totalOfSources } from "./total-of-sources.js";
import { UsageError } from "./usage-error.js";
import { watchStandardInput } from "./watch-standard-input.js";

export interface TotalOptions extends SourceOptions {
  readonly skipInvalid?: boolean;
  readonly json?: boolean;
  readonly exact?: boolean;
  readonly sort?: Order;
  readonly progress?: boolean;
}

/** `dlg total`: one line on standard output, or one for each key, once all is well. */
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
  const progress = wantsProgress
    ? progressDisplay({ stderr, clock, allBytes: () => sizeOf(sources) })
    : noProgress;
  try {
    const grand = await totalOfSources(sources, {
      signal,
      skipInvalid,
      byKey,
      onProgress: progress.show,
    });
    progress.stop();
    const seconds = (clock.now() - begin) / 1000;
    const terminal = () => stdout.terminal();
    for (const piece of answer(grand, { json, exact, seconds, byKey, sort, terminal })) stdout.write(piece);
    if (grand.skipped > 0)
      stderr.write(`skipped ${grand.skipped} bad number${grand.skipped === 1 ? "" : "s"}\n`);
  } finally {
    progress.stop();
    watch?.stop();
  }
}

function sizeOf(sources: readonly Source[]): number | undefined {
  let size = 0;
  for (const source of sources) size += source.size() ?? NaN;
  return Number.isNaN(size) ? undefined : size;
}

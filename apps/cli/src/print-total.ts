import { answer } from "./answer.js";
import type { Dependencies } from "./dependencies.js";
import { noProgress, progressDisplay } from "./progress.js";
import { sourcesFrom, type Source, type SourceOptions } from "./sources.js";
import { totalOfSources } from "./total-of-sources.js";
import { watchStandardInput } from "./watch-standard-input.js";

export interface TotalOptions extends SourceOptions {
  readonly skipInvalid?: boolean;
  readonly json?: boolean;
  readonly exact?: boolean;
  readonly progress?: boolean;
}

/** `dlg total`: one line on standard output, once all is well. */
export async function printTotal(
  names: readonly string[],
  options: TotalOptions,
  dependencies: Dependencies,
): Promise<void> {
  const { skipInvalid = false, json = false, exact = false, progress: wantsProgress = true } = options;
  const { stdin, stdout, stderr, clock, interruption } = dependencies;
  const begin = clock.now();
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
      onProgress: progress.show,
    });
    progress.stop();
    stdout.write(answer(grand, { json, exact, seconds: (clock.now() - begin) / 1000 }));
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

import {
  Total,
  totalOf,
  type Batch,
  type Format,
  type NumbersApi,
  type PartialBatch,
} from "@dlg/total-core";
import type { State } from "./progress.js";
import type { Source } from "./sources.js";

/** What became of one source, or of all together. */
export interface Counts {
  readonly total: Total;
  /** Places that hold no number. */
  readonly empty: number;
  /** Bad numbers passed over. */
  readonly skipped: number;
  readonly bytes: number;
}

interface Part extends Counts {
  readonly source: string;
  /** `null` where the numbers came as numbers. */
  readonly format: Format | null;
}

export interface GrandTotal extends Counts {
  readonly parts: readonly Part[];
}

interface Options {
  readonly signal: AbortSignal;
  readonly skipInvalid: boolean;
  /** Told how far all sources together have come. */
  readonly onProgress: (state: State) => void;
}

/** Totals one source after another; the first error ends it. */
export async function totalOfSources(sources: readonly Source[], options: Options): Promise<GrandTotal> {
  const parts: Part[] = [];
  const total = new Total();
  const sums = { empty: 0, skipped: 0, bytes: 0 };
  for (const source of sources) {
    const part = await totalOfSource(source, {
      ...options,
      onProgress: ({ bytes, count }) =>
        options.onProgress({ bytes: sums.bytes + bytes, count: total.count + count }),
    });
    parts.push(part);
    total.merge(part.total);
    sums.empty += part.empty;
    sums.skipped += part.skipped;
    sums.bytes += part.bytes;
  }
  return { total, ...sums, parts };
}

async function totalOfSource(
  { name, numbers }: Source,
  { signal, skipInvalid, onProgress }: Options,
): Promise<Part> {
  const { api, format } = formatSeen(numbers);
  let counts = { empty: 0, skipped: 0, bytes: 0 };
  const total = await totalOf(api, {
    signal,
    skipInvalid,
    onProgress({ count, empty, skipped, bytes }) {
      counts = { empty, skipped, bytes };
      onProgress({ count, bytes });
    },
  });
  return { source: name, format: format(), total, ...counts };
}

/** The same numbers, and the format that they turned out to have. */
function formatSeen(numbers: NumbersApi): { readonly api: NumbersApi; readonly format: () => Format | null } {
  let format: Format | null = null;
  async function* seen<T extends Batch | PartialBatch>(batches: AsyncIterable<T>): AsyncGenerator<T, void> {
    for await (const batch of batches) {
      if ("format" in batch) format = batch.format;
      yield batch;
    }
  }
  return {
    format: () => format,
    api: {
      numbers: (options) => seen(numbers.numbers(options)),
      ...(numbers.partials && { partials: (options) => seen(numbers.partials!(options)) }),
    },
  };
}

import {
  Currencies,
  Total,
  totalOf,
  type Batch,
  type Format,
  type NumbersApi,
  type Progress,
} from "@dlg/total-core";
import { storedTotalsOf, type Groups } from "@dlg/total-core/internal";
import { checkHasKeys, usageErrorFromRange } from "../command-line/format-options.js";
import type { Source } from "./source.js";

/** How far the work is, over all sources. */
export type State = Pick<Progress, "bytes" | "count">;

/** The counts of one source, or of all together. */
export interface Counts {
  readonly total: Total;
  /** Places that hold no number. */
  readonly empty: number;
  /** Of these the ones of objects without the field. */
  readonly missing: number;
  /** Bad numbers passed over. */
  readonly skipped: number;
  /** Bytes as they are stored: compressed, if they are. */
  readonly bytes: number;
}

interface Part extends Counts {
  readonly source: string;
  /** `null` where the source delivers numbers, not bytes. */
  readonly format: Format | null;
}

export interface GrandTotal extends Counts {
  readonly parts: readonly Part[];
  /** The groups of all sources together; undefined where none are asked for. */
  readonly groups: Groups | undefined;
}

interface Options {
  readonly signal: AbortSignal;
  readonly skipInvalid: boolean;
  /** Whether groups are asked for. */
  readonly byKey: boolean;
  /** Told how far all sources together have come. */
  readonly onProgress: (state: State) => void;
}

/**
 * Totals one source after another; the first error ends it.
 * @throws TotalError, UsageError
 */
export async function totalOfSources(sources: readonly Source[], options: Options): Promise<GrandTotal> {
  const parts: Part[] = [];
  const total = new Total();
  let groups: Groups | undefined;
  const sums = { empty: 0, missing: 0, skipped: 0, bytes: 0 };
  const currencies = new Currencies();
  for (const source of sources) {
    const { part, partGroups } = await totalOfSource(source, {
      ...options,
      currencies,
      onProgress: ({ bytes, count }) =>
        options.onProgress({ bytes: sums.bytes + bytes, count: total.count + count }),
    });
    parts.push(part);
    total.merge(part.total);
    if (groups === undefined) groups = partGroups;
    else if (partGroups !== undefined) groups.merge(partGroups);
    sums.empty += part.empty;
    sums.missing += part.missing;
    sums.skipped += part.skipped;
    sums.bytes += part.bytes;
  }
  return { total, groups, ...sums, parts };
}

async function totalOfSource(
  source: Source,
  { signal, skipInvalid, byKey, currencies, onProgress }: Options & { readonly currencies: Currencies },
): Promise<{ readonly part: Part; readonly partGroups: Groups | undefined }> {
  const { name, numbers } = source;
  let format: Format | null = null;
  const see = (batch: Batch): void => {
    if (!("format" in batch) || batch.format === format) return;
    format = batch.format;
    if (byKey) checkHasKeys(name, format);
  };
  const api: NumbersApi = { numbers: (asked) => seen(numbers.numbers(asked), see) };
  let counts = { empty: 0, missing: 0, skipped: 0 };
  const options = {
    signal,
    skipInvalid,
    currencies,
    onProgress({ count, empty, missing, skipped }: Progress) {
      counts = { empty, missing, skipped };
      onProgress({ count, bytes: source.bytesRead() });
    },
  };
  try {
    const { columns, groups } = byKey
      ? await storedTotalsOf(api, options, "always")
      : { columns: [{ total: await totalOf(api, options) }], groups: undefined };
    const { total } = columns[0]!;
    const part = { source: name, format, total, ...counts, bytes: source.bytesRead() };
    return { part, partGroups: groups };
  } catch (error) {
    throw usageErrorFromRange(error) ?? error;
  }
}

/** The batches, each shown before it is handed on. A generator would be another one for each of thousands of files. */
function seen(batches: AsyncIterable<Batch>, see: (batch: Batch) => void): AsyncIterable<Batch> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = batches[Symbol.asyncIterator]();
      return {
        async next() {
          const result = await iterator.next();
          if (result.done !== true) see(result.value);
          return result;
        },
        return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
      };
    },
  };
}

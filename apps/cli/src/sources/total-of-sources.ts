import {
  Currencies,
  type Batch,
  type ColumnTotal,
  type Format,
  type NumbersApi,
  type Progress,
} from "@dlg/total-core";
import { eventLoopTurn, GrandTotals, isTurnDue, type Groups } from "@dlg/total-core/internal";
import { checkHasKeys, usageErrorFromRange } from "../command-line/format-options.js";
import type { Source } from "./source.js";

/** How far the work is, over all sources. */
export type State = Pick<Progress, "bytes" | "count">;

/** The totals of one source, or of all together. */
export interface Totals {
  /** One for each column or field that is asked for; one without a name where numbers stand in none. */
  readonly columns: readonly ColumnTotal[];
  /** Bytes as they are stored: compressed, if they are. */
  readonly bytes: number;
}

interface Part extends Totals {
  readonly source: string;
  /** `null` where the source delivers numbers, not bytes. */
  readonly format: Format | null;
}

export interface GrandTotal extends Totals {
  /** The totals of each source, where they were asked for. */
  readonly parts: readonly Part[];
  /** The formats of the sources; `none` where one delivers numbers, not bytes. */
  readonly formats: ReadonlySet<Format | "none">;
  /** The groups of all sources together; undefined where none are asked for. */
  readonly groups: Groups | undefined;
  /** The names of the columns or fields that the groups' keys stand in. */
  readonly keyNames: readonly string[];
}

interface Options {
  readonly signal: AbortSignal;
  readonly skipInvalid: boolean;
  /** Whether groups are asked for. */
  readonly byKey: boolean;
  /** Whether the totals of each source are asked for: of 20,000 small files they take 25 MB. */
  readonly keepsParts: boolean;
  /** Told how far all sources together have come. */
  readonly onProgress: (state: State) => void;
}

/**
 * Totals one source after another; the first error ends it.
 * @throws TotalError, UsageError
 */
export async function totalOfSources(sources: readonly Source[], options: Options): Promise<GrandTotal> {
  const parts: Part[] = [];
  const formats = new Set<Format | "none">();
  const grand = new GrandTotals();
  const currencies = new Currencies();
  let bytes = 0;
  let count = 0;
  const onProgress = (done: State) =>
    options.onProgress({ bytes: bytes + done.bytes, count: count + done.count });
  const ofSources = { ...options, grand, currencies, onProgress };
  for (const source of sources) {
    if (isTurnDue()) await eventLoopTurn();
    options.signal.throwIfAborted();
    const part = totalOfWhole(source, ofSources) ?? (await totalOfSource(source, ofSources));
    if (options.keepsParts) parts.push(part);
    formats.add(part.format ?? "none");
    bytes += part.bytes;
    for (const { total } of part.columns) count += total.count;
    options.onProgress({ bytes, count });
  }
  const { columns, groups, keyNames } = grand;
  return { columns, bytes, parts, formats, groups: options.byKey ? groups : undefined, keyNames };
}

interface SourceOptions extends Options {
  /** Gets what the source has. */
  readonly grand: GrandTotals;
  readonly currencies: Currencies;
}

/** @returns `undefined` where the source has to be read piece by piece */
function totalOfWhole(source: Source, { byKey, grand, ...options }: SourceOptions): Part | undefined {
  const batch = source.whole?.();
  if (batch === undefined) return undefined;
  const { format, bytes } = batch;
  if (byKey) checkHasKeys(source.name, format);
  try {
    return { source: source.name, format, columns: grand.addWhole(batch, options), bytes: bytes.length };
  } catch (error) {
    throw usageErrorFromRange(error) ?? error;
  }
}

async function totalOfSource(
  source: Source,
  { signal, skipInvalid, byKey, grand, currencies, onProgress }: SourceOptions,
): Promise<Part> {
  const { name, numbers } = source;
  let format: Format | null = null;
  const see = (batch: Batch): void => {
    if (!("format" in batch) || batch.format === format) return;
    format = batch.format;
    if (byKey) checkHasKeys(name, format);
  };
  const api: NumbersApi = { numbers: (asked) => seen(numbers.numbers(asked), see) };
  try {
    const columns = await grand.add(api, name, {
      signal,
      skipInvalid,
      currencies,
      onProgress: ({ count }) => onProgress({ count, bytes: source.bytesRead() }),
    });
    return { source: name, format, columns, bytes: source.bytesRead() };
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

/** `totalOf(source)`: the exact total of whatever delivers numbers. */
import type { Progress } from "../contract/numbers-api.js";
import type { ElementOptions, Source, SparseElements } from "../source/any-source.js";
import { ExactSum } from "../sum/exact-sum.js";
import { BatchAccumulator, newColumnSum } from "./batch-accumulator.js";
import { readToEnd, type TotalsOfOptions } from "./read-to-end.js";
import { totalFromSum, type Total } from "./total.js";

/** How `totalOf` reads a source. */
export interface TotalOfOptions extends Omit<TotalsOfOptions, "onProgress"> {
  /**
   * Told the progress after each batch, and at the end. An error that it throws ends the total.
   *
   * `soFar` makes the exact total of the numbers until then, as many as `count` tells: a page may show the total as it grows.
   */
  readonly onProgress?: ((progress: Progress, soFar: () => Total) => void) | undefined;
}

/**
 * The total of a source, and what else was seen in it. It is a {@link Total} like any other: what was seen belongs to this object alone, not to
 * copies, and two totals are equal without it.
 */
export type ReadTotal = Total & Readonly<Omit<Progress, "count">>;

/** The exact total of elements some of which are empty. */
export function totalOf(
  source: SparseElements,
  options: TotalOfOptions & Required<ElementOptions>,
): Promise<ReadTotal>;
/**
 * The exact total of the numbers that `source` delivers, in constant memory.
 *
 * ```ts
 * await totalOf(response, { column: "amount" }); // a Response, a File, a stream of bytes or text
 * await totalOf(rows()); // an async generator of numbers, bigints or strings such as "0.10"
 * await totalOf(httpNumbers("https://example.test/numbers.json")); // a numbers API
 * ```
 *
 * For several columns, or groups by key: `totalsOf`.
 *
 * The event loop gets its turn every few milliseconds, even where the source never waits for anything.
 * @throws TypeError for wrong arguments, for batches that are none, and for an element that is no number, naming its index
 * @throws TotalError for bad data, and for sources that cannot be read
 */
export function totalOf(source: Source, options?: TotalOfOptions): Promise<ReadTotal>;
export async function totalOf(
  source: Source | SparseElements,
  options: TotalOfOptions = {},
): Promise<ReadTotal> {
  const sum = new ExactSum();
  const { count: _count, ...seen } = await readToEnd(
    "totalOf",
    source as Source,
    withTotal(options, sum),
    (accumulatorOptions) => new BatchAccumulator([newColumnSum(sum)], accumulatorOptions),
  );
  const total = totalFromSum(sum);
  // Not enumerable, so that totals are compared and shown without them.
  for (const [name, value] of Object.entries(seen)) Object.defineProperty(total, name, { value });
  return total as ReadTotal;
}

/** The same options, with the total so far for `onProgress`. Wrong ones stay as they are, to be refused. */
function withTotal(options: TotalOfOptions, sum: ExactSum): TotalsOfOptions {
  const onProgress = options?.onProgress;
  if (typeof onProgress !== "function") return options as TotalsOfOptions;
  return {
    ...options,
    onProgress: (progress) => onProgress(progress, () => totalFromSum(sum.clone())),
  };
}

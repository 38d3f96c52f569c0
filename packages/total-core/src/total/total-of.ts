/** `totalOf(api)`: the exact total of whatever a numbers API delivers. */
import type { NumbersApi } from "../contract/numbers-api.js";
import { ExactSum } from "../sum/exact-sum.js";
import { ColumnSums } from "./column-sums.js";
import { readToEnd, type TotalOfOptions } from "./read-to-end.js";
import { totalFromSum, type Total } from "./total.js";

export type { TotalOfOptions } from "./read-to-end.js";

/**
 * The exact total of the numbers that `api` delivers, in constant memory.
 *
 * For several columns, or groups by key: `totalsOf`.
 *
 * The event loop gets its turn every few milliseconds, even where the source never waits for anything.
 * @throws TypeError for wrong arguments, and for batches that are none
 * @throws TotalError for bad data, and for sources that cannot be read
 */
export async function totalOf(api: NumbersApi, options: TotalOfOptions = {}): Promise<Total> {
  const sum = new ExactSum();
  await readToEnd("totalOf", api, options, { sums: new ColumnSums(sum) });
  return totalFromSum(sum);
}

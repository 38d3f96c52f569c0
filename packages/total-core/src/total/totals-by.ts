/** `totalsBy(api)`: the exact totals of groups. */
import { eventLoopTurn, isTurnDue } from "../basics/event-loop.js";
import type { NumbersApi } from "../contract/numbers-api.js";
import { ExactSum } from "../sum/exact-sum.js";
import { Groups } from "./groups.js";
import { readToEnd, type TotalOfOptions } from "./read-to-end.js";
import { totalFromSum, type Total } from "./total.js";

export interface TotalsBy {
  /** The total of all numbers. */
  readonly total: Total;
  /** In the order in which the keys were first seen. A key that has only empty or skipped numbers is there, too. */
  readonly groups: ReadonlyMap<string, Total>;
}

/**
 * The exact totals of the numbers that `api` delivers, by the keys that its option `by` leads to. Memory grows with the number of keys
 * alone.
 *
 * ```ts
 * const { groups } = await totalsBy(fileNumbers("sales.csv", { column: "amount", by: "region" }));
 * groups.get("north")?.toString();
 * ```
 * @throws TypeError for wrong arguments, and for batches that are none or have no keys
 * @throws TotalError for bad data, and for sources that cannot be read
 */
export async function totalsBy(api: NumbersApi, options: TotalOfOptions = {}): Promise<TotalsBy> {
  const sum = new ExactSum();
  const groups = new Groups();
  await readToEnd("totalsBy", api, options, { sum, groups });
  for (const group of groups.sums.values()) {
    sum.merge(group);
    if (isTurnDue()) await eventLoopTurn();
  }
  const totals = Array.from(groups.sums, ([key, group]) => [key, totalFromSum(group)] as const);
  return { total: totalFromSum(sum), groups: new Map(totals) };
}

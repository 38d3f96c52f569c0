/** `totalsBy(source)`: the exact totals of groups. */
import type { Source } from "../source/any-source.js";
import { optionError } from "../basics/option-values.js";
import { partsOfKey } from "../contract/group-keys.js";
import { eventLoopTurn, isTurnDue } from "../basics/event-loop.js";
import type { TotalsOfOptions } from "./read-to-end.js";
import { totalFromSum, type Total } from "./total.js";
import { readSums } from "./totals-of.js";

/** The outcome of {@link totalsBy}. */
export interface TotalsBy {
  /** The total of all numbers. */
  readonly total: Total;
  /** In the order in which the keys were first seen. A key that has only empty or skipped numbers is there, too. */
  readonly groups: ReadonlyMap<string, Total>;
}

/**
 * The exact totals of the numbers that `source` delivers, by the keys that the option `by` leads to. Memory grows with the number of keys
 * alone. For several columns, or keys of several parts: `totalsOf`.
 *
 * ```ts
 * const { groups } = await totalsBy(fileNumbers("sales.csv", { column: "amount", by: "region" }));
 * groups.get("north")?.toString();
 * ```
 * @throws TypeError for wrong arguments, and for batches that are none or have no keys
 * @throws RangeError for several columns, and for keys of several parts
 * @throws TotalError for bad data, and for sources that cannot be read
 */
export async function totalsBy(source: Source, options: TotalsOfOptions = {}): Promise<TotalsBy> {
  const { columns, groups } = await readSums("totalsBy", source, options, "always");
  const totals = new Map<string, Total>();
  for (const group of groups) {
    const key = groups.keyOf(group);
    const parts = partsOfKey(key).length;
    if (parts > 1) throw optionError(RangeError, "by", "one column or path", String(parts));
    totals.set(key, totalFromSum(groups.sumOf(group)));
    if (isTurnDue()) await eventLoopTurn();
  }
  return { total: totalFromSum(columns[0]!.sum), groups: totals };
}

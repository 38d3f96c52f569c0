/** `totalsOf(source)`: the exact totals of several columns, and of groups. */
import { partsOfKey } from "../contract/group-keys.js";
import { eventLoopTurn, isTurnDue } from "../basics/event-loop.js";
import type { Source } from "../source/any-source.js";
import type { AccumulatorOptions, BatchAccumulator } from "./batch-accumulator.js";
import { ColumnSums } from "./column-sums.js";
import { ColumnsAccumulator } from "./columns-accumulator.js";
import { readToEnd, type TotalsOfOptions } from "./read-to-end.js";
import { totalFromSum, type Total } from "./total.js";

export type { TotalsOfOptions } from "./read-to-end.js";

/** The total of one column. */
export interface ColumnTotal {
  /** Its name in the header, its position where it has none there, or its path; `undefined` where the numbers stand in no columns. */
  readonly column: string | undefined;
  /** The exact total of its numbers. */
  readonly total: Total;
  /** Places of the column that hold no number. */
  readonly empty: number;
  /** The empty places that are objects without the field, with `skipMissing`. */
  readonly missing: number;
  /** Bad numbers passed over, with `skipInvalid`. */
  readonly skipped: number;
}

/** The totals of the numbers with the same keys. */
export interface GroupTotals {
  /** One from each column or path of the option `by`. */
  readonly keys: readonly string[];
  /** One of each column, in the order of {@link Totals.columns}. */
  readonly totals: readonly Total[];
}

/** The outcome of {@link totalsOf}. */
export interface Totals {
  /** In the order in which they were asked for. */
  readonly columns: readonly ColumnTotal[];
  /** In the order in which the keys were first seen; none where there is no option `by`. */
  readonly groups: readonly GroupTotals[];
}

/**
 * The exact totals of each column, or path, that the options `column` or `field` name, and of each group of keys that `by` names, in one pass.
 * Memory grows with the number of keys alone.
 *
 * ```ts
 * const api = fileNumbers("sales.csv", { column: ["amount", "tax"], by: ["region", "month"] });
 * const { columns, groups } = await totalsOf(api);
 * columns[0].total.toString(); // of all amounts
 * groups[0].keys; // ["north", "May"]
 * groups[0].totals[1].toString(); // of the tax in that group
 * ```
 * @throws TypeError for wrong arguments, for batches that are none, and where some numbers have keys and others have none
 * @throws TotalError for bad data, and for sources that cannot be read
 */
export async function totalsOf(source: Source, options: TotalsOfOptions = {}): Promise<Totals> {
  const sums = await readSums("totalsOf", source, options, "maybe");
  const groups: GroupTotals[] = [];
  for (const group of sums.groups) {
    groups.push(groupTotals(sums, group));
    if (isTurnDue()) await eventLoopTurn();
  }
  return { columns: columnTotals(sums), groups };
}

/** @internal */
export function groupTotals({ columns, groups }: ColumnSums, group: number): GroupTotals {
  const totals = columns.map((_, column) => totalFromSum(groups.sumOf(group, column)));
  return { keys: partsOfKey(groups.keyOf(group)), totals };
}

/**
 * The total of each column. The sums must not be added to after that.
 * @internal
 */
export function columnTotals({ columns, names }: ColumnSums): readonly ColumnTotal[] {
  return columns.map(({ sum, empty, missing, skipped }, i) => {
    return { column: names?.[i], total: totalFromSum(sum), empty, missing, skipped };
  });
}

/**
 * The sums of all that the source delivers, in which the columns have the numbers of the groups, too.
 * @param keys whether each number has a key
 * @internal
 */
export async function readSums(
  caller: string,
  source: Source,
  options: TotalsOfOptions,
  keys: "always" | "maybe",
): Promise<ColumnSums> {
  const sums = new ColumnSums();
  const newAccumulator = (given: AccumulatorOptions): BatchAccumulator =>
    new ColumnsAccumulator(sums, { ...given, keys });
  await readToEnd(caller, source, options, newAccumulator, keys === "maybe");
  for (const _step of addKeyed(sums)) if (isTurnDue()) await eventLoopTurn();
  return sums;
}

/** The sums of so many groups are added in much less than a millisecond. */
const STEP_GROUPS = 256;

/**
 * Adds the groups to the columns. It is no part of an async function, in which the loop would be slow.
 * @throws TypeError where some numbers have keys and others have none
 * @internal
 */
export function* addKeyed({ columns, groups, count }: ColumnSums): Generator<undefined, void> {
  if (groups.count > 0 && count > groups.count) {
    throw new TypeError("batches: expected keys with all numbers or with none, got both");
  }
  let added = 0;
  for (const group of groups) {
    for (let column = 0; column < columns.length; column++) {
      groups.addTo(columns[column]!.sum, group, column);
    }
    if (++added % STEP_GROUPS === 0) yield;
  }
}

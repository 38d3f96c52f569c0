/** The totals of several sources together, for front ends that tell of each source too. */
import type { EncodedBatch, NumbersApi } from "../contract/numbers-api.js";
import type { AccumulatorOptions } from "./batch-accumulator.js";
import { ColumnSums } from "./column-sums.js";
import { ColumnsAccumulator } from "./columns-accumulator.js";
import type { Groups } from "./groups.js";
import type { TotalsOfOptions } from "./read-to-end.js";
import { addKeyed, columnTotals, readSums, type ColumnTotal } from "./totals-of.js";

export class GrandTotals {
  #sums = new ColumnSums();

  /**
   * Adds a source.
   * @param name of the source in errors
   * @returns the source's own totals
   * @throws as `totalsOf` does; TotalError NO_COLUMN where its columns are others than those of the sources before
   */
  async add(api: NumbersApi, name: string, options: TotalsOfOptions): Promise<readonly ColumnTotal[]> {
    const sums = await readSums("totalsOf", api, options, "maybe");
    this.#sums.merge(sums, { source: name });
    return columnTotals(sums);
  }

  /**
   * Adds a source that is one batch, while nothing else runs: of thousands of small sources, a reading for each takes twice the memory and time.
   * @returns as {@link GrandTotals.add} does
   * @throws as {@link GrandTotals.add} does
   */
  addWhole(
    batch: EncodedBatch,
    { skipInvalid, currencies }: Pick<AccumulatorOptions, "skipInvalid" | "currencies">,
  ): readonly ColumnTotal[] {
    const sums = new ColumnSums();
    const accumulator = new ColumnsAccumulator(sums, { skipInvalid, currencies, keys: "maybe" });
    accumulator.add(batch);
    accumulator.end();
    if (sums.groups.count > 0) for (const _step of addKeyed(sums));
    this.#sums.merge(sums, { source: batch.name });
    return columnTotals(sums);
  }

  /** The totals of all sources so far. */
  get columns(): readonly ColumnTotal[] {
    return columnTotals(this.#sums);
  }

  /** The groups of all sources so far: millions of them are no objects. */
  get groups(): Groups {
    return this.#sums.groups;
  }

  /** The names of the columns of keys, as the first source has them. */
  get keyNames(): readonly string[] {
    return this.#sums.keyNames;
  }
}

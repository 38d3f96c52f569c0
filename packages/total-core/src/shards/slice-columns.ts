import { isCsv } from "../decode/csv/dialect.js";
import { listOf } from "../contract/format-options.js";
import { mayBeSeveral } from "../contract/wanted-column.js";
import type { SliceOptions } from "../node/threads/slice-total.js";
import { BatchAccumulator } from "../total/batch-accumulator.js";
import { kindOf } from "../total/columns-accumulator.js";
import { ColumnSums } from "../total/column-sums.js";

/** Adds a slice to several columns, whose names are known before it begins. */
export class SliceColumns extends BatchAccumulator {
  /** Decoders ask for it where there are several columns. */
  columns(): void {}

  override column(index: number): void {
    super.column(index);
    this.numbers = this.current.sum;
  }
}

type ColumnOptions = Pick<SliceOptions, "format" | "column" | "field" | "rows">;

/** Whether a slice of this format can have several columns, where several are asked for. */
export function canHaveColumns({ format, field }: ColumnOptions): boolean {
  return isCsv(format) || (format === "ndjson" && field !== undefined);
}

/** @returns `undefined` where there is one total */
export function columnSumsFor(options: ColumnOptions, source: string): ColumnSums | undefined {
  if (!mayBeSeveral(options)) return undefined;
  const { format, field = [], rows } = options;
  const sums = new ColumnSums();
  sums.begin({ names: isCsv(format) ? rows!.names! : listOf(field) }, kindOf(format), { source });
  return sums;
}

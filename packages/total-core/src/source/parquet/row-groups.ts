import { TotalError } from "../../contract/errors.js";
import type { ParquetRange } from "../../contract/parquet.js";
import type { ParquetColumns } from "./columns.js";
import type { Leaf } from "./leaves.js";

/**
 * Which row groups belong to a range of the file: those whose chunk of this column begins in it.
 * @returns tells it of a row group by its index
 */
export function rowGroupsIn(
  columns: ParquetColumns,
  leaf: Leaf,
  { begin, end, onTaken }: ParquetRange,
): (group: number) => boolean {
  const starts = startsInOrder(columns, leaf);
  if (starts === undefined) {
    onTaken(undefined);
    return () => true;
  }
  const cut = (at: number): number => (at === 0 ? 0 : (starts.find((start) => start >= at) ?? columns.size));
  onTaken({ from: cut(begin), to: end >= columns.size ? columns.size : cut(end) });
  return (group) => starts[group]! >= begin && (starts[group]! < end || end >= columns.size);
}

/** @returns `undefined` where the chunks do not follow each other, or one of them is damaged: numbers before it are read first, and may be at fault */
function startsInOrder(columns: ParquetColumns, leaf: Leaf): number[] | undefined {
  const starts: number[] = [];
  let last = 0;
  try {
    for (const { start, values } of columns.chunks(leaf)) {
      // A chunk without values may say that it is anywhere: it goes with the one before.
      if (values > 0 && start < last) return undefined;
      last = values > 0 ? start : last;
      starts.push(last);
    }
  } catch (error) {
    if (error instanceof TotalError) return undefined;
    throw error;
  }
  return starts;
}

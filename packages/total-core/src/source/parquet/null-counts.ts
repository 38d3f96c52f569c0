/** The nulls that a file counts in a column. Where no checksum does, another number of nulls shows that bytes are damaged. */
import type { ColumnMetaData } from "hyparquet";
import type { Leaf } from "./leaves.js";

/**
 * Writers that are known to count nulls wrongly in sound columns:
 * parquet-mr before 1.10 counts too few (starrocks#78329);
 * parquet-cpp, and as Arrow before 12, in dictionaries of strings (ARROW-12513, arrow#34106) and pages of version 2 (arrow#34326);
 * parquet-rs before 5, in columns of nulls alone (arrow-rs#306);
 * Polars, and Arrow2, from which it has its writer: in strings as many times too many as there are pages (polars#29321, seen in nodejs-polars 0.26).
 */
const MISCOUNTING: readonly RegExp[] = [
  /^parquet-mr version 1\.\d\b/,
  /^parquet-cpp version /,
  /^parquet-cpp-arrow version (\d|1[01])\./,
  /^parquet-rs version [0-4]\./,
  /^(Polars|Arrow2)\b/,
];

export interface NullCounts {
  /** In the whole column chunk. */
  readonly inChunk: number | undefined;
  /** Whether the counts in the headers of its pages can be trusted. */
  readonly areInPages: boolean;
}

/**
 * Which counts of nulls in a column chunk can be trusted. Within lists none can: writers differ in whether an empty list is a null. Within a
 * struct, statistics may leave out rows without the struct, but the header of a page counts every missing value. A column that cannot be null has no levels
 * that could be damaged.
 */
export function nullCounts(meta: ColumnMetaData, leaf: Leaf, createdBy: string | undefined): NullCounts {
  const areGood = leaf.maxRepetition === 0 && !MISCOUNTING.some((writer) => writer.test(createdBy ?? ""));
  const isNullItself = leaf.maxDefinition === 1 && leaf.element.repetition_type === "OPTIONAL";
  const count = Number(meta.statistics?.null_count ?? -1);
  // A negative count is a known mistake of arrow-go (arrow-go#489).
  return { inChunk: areGood && isNullItself && count >= 0 ? count : undefined, areInPages: areGood };
}

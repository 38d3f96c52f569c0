/** How many nulls a file counts in a column. Nulls that were read in another number show bytes that were lost where no checksum does. */
import type { ColumnMetaData } from "hyparquet";
import type { Leaf } from "./leaves.js";

/**
 * Writers that are known for wrong counts in columns that they wrote right:
 * parquet-mr before 1.10, which counts too few (starrocks#78329);
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
  /** Whether those in the headers of its pages are good, too. */
  readonly areInPages: boolean;
}

/**
 * What the nulls in a column chunk have to be held to. Within lists it is nothing: writers differ in whether an empty list is a null. In a
 * struct, statistics may leave out what has no struct; a page's header counts whatever has no value, by definition. Where nothing can be null
 * there are no levels to lose.
 */
export function nullCounts(meta: ColumnMetaData, leaf: Leaf, createdBy: string | undefined): NullCounts {
  const areGood = leaf.maxRepetition === 0 && !MISCOUNTING.some((writer) => writer.test(createdBy ?? ""));
  const isNullItself = leaf.maxDefinition === 1 && leaf.element.repetition_type === "OPTIONAL";
  const count = Number(meta.statistics?.null_count ?? -1);
  // Below 0 it is a mistake, of which arrow-go was known (arrow-go#489).
  return { inChunk: areGood && isNullItself && count >= 0 ? count : undefined, areInPages: areGood };
}

import type { RowGroup } from "hyparquet";
import type { ParquetFaults } from "./faults.js";
import type { Leaf } from "./leaves.js";
import { nullCounts, type NullCounts } from "./null-counts.js";

/** One column of a row group. */
export interface ColumnChunk {
  /** Where in the file its first page begins. */
  readonly start: number;
  /** How many values it has, nulls among them. */
  readonly values: number;
  readonly codec: unknown;
  readonly leaf: Leaf;
  readonly nulls: NullCounts;
}

interface Surroundings {
  readonly leaf: Leaf;
  /** How many columns there are. */
  readonly columns: number;
  /** Where the last column has to have ended. */
  readonly end: number;
  /** The writer that the file names. */
  readonly createdBy: string | undefined;
  readonly faults: ParquetFaults;
}

export function columnChunk(group: RowGroup, surroundings: Surroundings): ColumnChunk {
  const { leaf, columns, end, createdBy, faults } = surroundings;
  if (group.columns.length !== columns) {
    throw faults.damaged(`${columns} columns in a row group`, String(group.columns.length));
  }
  const { file_path: path, meta_data: meta, crypto_metadata: crypto } = group.columns[leaf.index]!;
  if (path !== undefined)
    throw faults.unsupported("columns in the Parquet file itself", "another file's name");
  if (crypto !== undefined)
    throw faults.unsupported("Parquet data that are not encrypted", "an encrypted column");
  const isSame = meta?.path_in_schema.join(".") === leaf.name && meta.type === leaf.element.type;
  if (!isSame) throw faults.damaged(`a column as in the schema: ${leaf.name}`, "another");
  const [rows, values] = [Number(group.num_rows), Number(meta.num_values)];
  // Within lists a row has one value at least: an empty list is written as a null.
  const isWhole = leaf.maxRepetition > 0 && rows > 0 ? values >= rows : values === rows;
  if (!isWhole || !Number.isSafeInteger(values) || values < 0) {
    throw faults.damaged(`${group.num_rows} values in a column`, String(values));
  }
  const dataStart = Number(meta.data_page_offset);
  const dictionaryStart = Number(meta.dictionary_page_offset ?? 0);
  const isBefore = dictionaryStart > 0 && dictionaryStart < dataStart;
  const start = isBefore ? dictionaryStart : dataStart;
  // A column without values may be nowhere: Arrow says that it is at 0.
  if (values > 0 && !(Number.isSafeInteger(start) && start > 0 && start <= end)) {
    throw faults.damaged("a column before the footer", `one at ${start}`);
  }
  return { start, values, codec: meta.codec, leaf, nulls: nullCounts(meta, leaf, createdBy) };
}

import type { RowGroup } from "hyparquet";
import type { RandomAccess } from "../../contract/parquet.js";
import { ParquetFaults } from "./faults.js";
import { readFooter, type Footer } from "./footer.js";
import { ForwardReader } from "./forward-reader.js";
import { leavesOf, type Leaf } from "./leaves.js";
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

/** A Parquet file whose footer was read. */
export class ParquetColumns {
  readonly faults: ParquetFaults;
  readonly leaves: readonly Leaf[];
  private readonly footer: Footer;
  private readonly access: RandomAccess;

  private constructor(access: RandomAccess, faults: ParquetFaults, footer: Footer) {
    this.access = access;
    this.faults = faults;
    this.footer = footer;
    this.leaves = leavesOf(footer.metadata.schema, faults);
  }

  /** @param name what errors call the file */
  static async open(access: RandomAccess, name: string | undefined): Promise<ParquetColumns> {
    const faults = new ParquetFaults(name);
    return new ParquetColumns(access, faults, await readFooter(access, faults));
  }

  /** For one column: each has its own place. */
  newReader(): ForwardReader {
    return new ForwardReader(this.access, this.footer.start);
  }

  /** Bytes of the file. */
  get size(): number {
    return this.access.size;
  }

  /** How many row groups there are. */
  get rowGroups(): number {
    return this.footer.metadata.row_groups.length;
  }

  /** Where a column is, row group by row group. */
  *chunks(leaf: Leaf): Generator<ColumnChunk, void, undefined> {
    const { row_groups: groups, num_rows: rows } = this.footer.metadata;
    const sum = groups.reduce((before, group) => before + Number(group.num_rows), 0);
    if (sum !== Number(rows)) throw this.faults.damaged(`${rows} rows`, `row groups of ${sum}`);
    for (const group of groups) yield this.chunk(group, leaf);
  }

  private chunk(group: RowGroup, leaf: Leaf): ColumnChunk {
    const { footer, leaves, faults } = this;
    if (group.columns.length !== leaves.length) {
      throw faults.damaged(`${leaves.length} columns in a row group`, String(group.columns.length));
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
    if (values > 0 && !(Number.isSafeInteger(start) && start > 0 && start <= footer.start)) {
      throw faults.damaged("a column before the footer", `one at ${start}`);
    }
    return {
      start,
      values,
      codec: meta.codec,
      leaf,
      nulls: nullCounts(meta, leaf, footer.metadata.created_by),
    };
  }

  /** How much of the file is done with after so many row groups, in bytes. */
  positionAfter(groups: number): number {
    return Math.floor((this.access.size * groups) / Math.max(this.footer.metadata.row_groups.length, 1));
  }
}

import type { FileMetaData } from "hyparquet";
import { columnChunk, type ColumnChunk } from "./column-chunk.js";
import { ParquetFaults } from "./faults.js";
import { readFooter } from "./footer.js";
import { leavesOf, type Leaf } from "./leaves.js";
import { ForwardReader, type RandomAccess } from "./random-access.js";

/** A Parquet file whose footer was read. */
export class ParquetColumns {
  readonly faults: ParquetFaults;
  readonly leaves: readonly Leaf[];
  private readonly metadata: FileMetaData;
  private readonly access: RandomAccess;
  private readonly end: number;

  private constructor(
    access: RandomAccess,
    faults: ParquetFaults,
    { metadata, start }: { readonly metadata: FileMetaData; readonly start: number },
  ) {
    this.access = access;
    this.faults = faults;
    this.metadata = metadata;
    this.end = start;
    this.leaves = leavesOf(metadata.schema, faults);
  }

  /** @param name what errors call the file */
  static async open(access: RandomAccess, name: string | undefined): Promise<ParquetColumns> {
    const faults = new ParquetFaults(name);
    return new ParquetColumns(access, faults, await readFooter(access, faults));
  }

  /** For one column: each has its own place. */
  newReader(): ForwardReader {
    return new ForwardReader(this.access, this.end);
  }

  /** Where a column is, row group by row group. */
  *chunks(leaf: Leaf): Generator<ColumnChunk, void, undefined> {
    const { metadata, leaves, end, faults } = this;
    const { row_groups: groups, num_rows: rows, created_by: createdBy } = metadata;
    const sum = groups.reduce((before, group) => before + Number(group.num_rows), 0);
    if (sum !== Number(rows)) throw faults.damaged(`${rows} rows`, `row groups of ${sum}`);
    const surroundings = { leaf, columns: leaves.length, end, createdBy, faults };
    for (const group of groups) yield columnChunk(group, surroundings);
  }

  /** How much of the file is done with after so many row groups, in bytes. */
  positionAfter(groups: number): number {
    return Math.floor((this.access.size * groups) / Math.max(this.metadata.row_groups.length, 1));
  }
}

import { TotalError } from "../../contract/errors.js";
import { chosenColumn, chosenColumns, type NoColumn } from "../../contract/chosen-column.js";
import type { DecodedBatch } from "../../contract/numbers-api.js";
import type { ParquetOptions, RandomAccess } from "../../contract/parquet.js";
import { wantedColumns } from "../../contract/wanted-column.js";
import { chunkParts, type PageDecoder } from "./chunk-parts.js";
import { useCells } from "../../sum/cells.js";
import { ColumnValues } from "./column-values.js";
import { ParquetColumns } from "./columns.js";
import { KeyColumns, keyedParts } from "./keyed-parts.js";
import type { Leaf } from "./leaves.js";
import { numberType, type NumberType } from "./number-type.js";
import { decodedValues } from "./page-values.js";
import { rowGroupsIn } from "./row-groups.js";

/**
 * The numbers in one column of a Parquet file, or in several, each with the key in other columns if `by` names some. A short page of each column is
 * in memory at a time, and a part of a long page; of several columns one row group after another. The file is closed at the end.
 *
 * hyparquet reads the footer, and the pages are read here, for three reasons.
 * Page CRCs: of 780 damaged pages with CRCs hyparquet took 75 for whole ones and parquet-wasm 72, and parquet-wasm ended the process.
 * Memory: hyparquet makes an array of all values of a row group, and decimals become binary64.
 * Speed: this reader takes a half to a tenth of the time of either.
 *
 * @throws TotalError BAD_FORMAT, UNSUPPORTED, NO_COLUMN, BAD_NUMBER for a column that is not one of numbers; what `access` says
 */
export async function* parquetNumbers(
  access: RandomAccess,
  options: ParquetOptions,
): AsyncGenerator<DecodedBatch, void, undefined> {
  useCells();
  try {
    yield* columnNumbers(access, options);
    await access.checkUnchanged();
  } catch (error) {
    // A file that changes while it is read looks damaged.
    if (error instanceof TotalError && error.code === "BAD_FORMAT") await access.checkUnchanged();
    throw error;
  } finally {
    await access.close();
  }
}

async function* columnNumbers(
  access: RandomAccess,
  { name, column, by, onPosition, range }: ParquetOptions,
): AsyncGenerator<DecodedBatch, void, undefined> {
  const [wanted, wantedKeys] = [wantedColumns("column", column), wantedColumns("by", by)];
  const columns = await ParquetColumns.open(access, name);
  const { faults } = columns;
  const noColumn: NoColumn = (expected, got) => faults.noColumn(expected, got);
  const leaves =
    column === undefined
      ? [chosenColumn(columns.leaves, undefined, noColumn)]
      : wanted.flatMap((one) => chosenColumns(columns.leaves, one, noColumn));
  const keyLeaves = wantedKeys.map((one) => chosenColumn(columns.leaves, one, noColumn));
  const names = leaves.map((leaf) => leaf.name);
  const keyNames = keyLeaves.map((leaf) => leaf.name);
  const keys = keyLeaves.length === 0 ? undefined : new KeyColumns(columns, keyLeaves);
  const numbers = leaves.map((leaf, index) => {
    const type = numberType(leaf, faults);
    const groups =
      keys === undefined ? plainParts(columns, leaf, type) : keyedParts(columns, { leaf, type }, keys);
    return { index, type, groups };
  });
  // The total learns of the file and its exponents, even if the file has no numbers.
  const none = { numbers: [], bytes: 0, empty: 0, keys: keys && NO_KEYS };
  const batch = { format: "parquet", name } as const;
  for (const { index, type } of numbers) {
    yield { ...batch, ...none, exponent: type.exponent, columns: names, keyColumns: keyNames, column: index };
  }
  const isWanted = range === undefined ? () => true : rowGroupsIn(columns, leaves[0]!, range);
  for (let done = 0; done < columns.rowGroups; done += 1) {
    for (const { index, type, groups } of numbers) {
      // Each column has a chunk in every row group.
      const parts = groups.next().value!;
      if (!isWanted(done)) continue;
      for await (const part of parts) {
        yield { ...batch, ...part, exponent: type.exponent, column: index };
      }
    }
    onPosition?.(columns.positionAfter(done + 1));
  }
  // Where there are no row groups, this is their first check.
  for (const { groups } of numbers) groups.next();
  onPosition?.(access.size);
}

const NO_KEYS = { names: [], indices: new Uint32Array(0) };

type Part = Pick<DecodedBatch, "numbers" | "bytes" | "empty">;

/** The numbers of one row group after another. */
function* plainParts(
  columns: ParquetColumns,
  leaf: Leaf,
  type: NumberType,
): Generator<AsyncIterable<Part>, void, undefined> {
  const { faults } = columns;
  const reader = columns.newReader();
  for (const chunk of columns.chunks(leaf)) {
    const values = new ColumnValues(type);
    const decoder: PageDecoder<Part> = {
      isKeyed: false,
      setDictionary: (bytes, count) => values.setDictionary(bytes, count),
      async *parts(page, { count }) {
        yield { numbers: [], bytes: page.size, empty: page.values - count };
        for await (const numbers of decodedValues(page, count, values)) yield { numbers, bytes: 0, empty: 0 };
      },
    };
    yield chunkParts(reader, chunk, { decoder, faults });
  }
}

import type { FileMetaData } from "hyparquet";
import { TotalError } from "../../errors.js";
import type { DecodedBatch, FormatOptions } from "../../numbers-api.js";
import { wantedColumn } from "../../wanted-column.js";
import { decompressorOf, type Decompress } from "./codecs.js";
import { columnChunk, type ColumnChunk } from "./column-chunk.js";
import { DecimalValues, HalfValues } from "./decimal-values.js";
import { ParquetFaults } from "./faults.js";
import { readFooter } from "./footer.js";
import { chosenLeaf, leavesOf, type Leaf } from "./leaves.js";
import { valuesOf } from "./levels.js";
import { numberType, type NumberType } from "./number-type.js";
import { PageFault } from "./page-fault.js";
import { pagesOf, type Page } from "./pages.js";
import { ForwardReader, type RandomAccess } from "./random-access.js";
import type { Numbers, ValueDecoder } from "./values.js";
import { WordValues } from "./word-values.js";

export interface ParquetOptions extends Pick<FormatOptions, "column"> {
  /** What errors call the file. */
  readonly name: string | undefined;
  /** Told how much of the file is done with, in bytes from its beginning. */
  readonly onPosition?: ((position: number) => void) | undefined;
}

/**
 * The numbers in one column of a Parquet file: page after page, in memory for one page. The file is closed at the end.
 *
 * hyparquet reads the footer. The pages are read here: for a total, what hyparquet makes of them is too much (an array of
 * all values of a row group, decimals as binary64) and too little (a column that ends early is a shorter one).
 *
 * @throws TotalError BAD_FORMAT, UNSUPPORTED, NO_COLUMN, BAD_NUMBER for a column that is not one of numbers; what `access` says
 */
export async function* parquetNumbers(
  access: RandomAccess,
  options: ParquetOptions,
): AsyncGenerator<DecodedBatch, void, undefined> {
  try {
    yield* columnNumbers(access, options);
    await access.checkUnchanged();
  } catch (error) {
    // A file that changes meanwhile looks damaged.
    if (error instanceof TotalError && error.code === "BAD_FORMAT") await access.checkUnchanged();
    throw error;
  } finally {
    await access.close();
  }
}

async function* columnNumbers(
  access: RandomAccess,
  { name, column: asked, onPosition }: ParquetOptions,
): AsyncGenerator<DecodedBatch, void, undefined> {
  const faults = new ParquetFaults(name);
  const wanted = wantedColumn("column", asked);
  const { metadata, start: end } = await readFooter(access, faults);
  const leaves = leavesOf(metadata.schema, faults);
  const leaf = chosenLeaf(leaves, wanted, faults);
  const type = numberType(leaf, faults);
  const batch = { format: "parquet", name, exponent: type.exponent } as const;
  // Whoever adds them up hears of the file, although it may have no numbers.
  yield { ...batch, numbers: [], bytes: 0, empty: 0 };

  checkRows(metadata, faults);
  const reader = new ForwardReader(access, end);
  const { row_groups: groups } = metadata;
  for (const [i, group] of groups.entries()) {
    const chunk = columnChunk(group, { leaf, columns: leaves.length, end, faults });
    const column = { chunk, leaf, type, faults, decompress: await decompressorOf(chunk.codec, faults) };
    for await (const part of partsOf(reader, column)) yield { ...batch, ...part };
    onPosition?.(Math.floor((access.size * (i + 1)) / groups.length));
  }
  onPosition?.(access.size);
}

function checkRows({ row_groups: groups, num_rows: rows }: FileMetaData, faults: ParquetFaults): void {
  const sum = groups.reduce((before, group) => before + Number(group.num_rows), 0);
  if (sum !== Number(rows)) throw faults.damaged(`${rows} rows`, `row groups of ${sum}`);
}

interface Column {
  readonly chunk: ColumnChunk;
  readonly leaf: Leaf;
  readonly type: NumberType;
  readonly decompress: Decompress;
  readonly faults: ParquetFaults;
}

type Part = Pick<DecodedBatch, "numbers" | "bytes" | "empty">;

/** The numbers of one row group. */
async function* partsOf(reader: ForwardReader, column: Column): AsyncGenerator<Part, void, undefined> {
  const { chunk, leaf, type, faults } = column;
  const decoder = newDecoder(type);
  let left = chunk.values;
  if (left === 0) return;
  reader.seek(chunk.start);
  for await (const page of pagesOf(reader, column)) {
    try {
      if (page.isDictionary) decoder.setDictionary(page.bytes, page.values);
      else yield* partsOfPage(page, leaf, decoder);
    } catch (fault) {
      throw fault instanceof PageFault ? faults.inPage(fault, page.offset) : fault;
    }
    if (!page.isDictionary) left -= page.values;
    if (left < 0) throw faults.damaged(`${chunk.values} values in a column's pages`, "more", page.offset);
    if (left === 0) return;
  }
}

function* partsOfPage(page: Page, leaf: Leaf, decoder: ValueDecoder): Generator<Part, void, undefined> {
  const { bytes, count } = valuesOf(page, leaf);
  yield { numbers: [], bytes: page.size, empty: page.values - count };
  const numbers: Iterable<Numbers> = count === 0 ? [] : decoder.decode(bytes, count, page.encoding);
  for (const part of numbers) yield { numbers: part, bytes: 0, empty: 0 };
}

function newDecoder(type: NumberType): ValueDecoder {
  const { physical, kind, width } = type;
  if (!physical.endsWith("BYTE_ARRAY")) return new WordValues(kind, width === 4 ? 4 : 8);
  return kind === "float" ? new HalfValues() : new DecimalValues(width);
}

import type { DecodedBatch } from "../../contract/numbers-api.js";
import { chunkParts, type PageDecoder } from "./chunk-parts.js";
import type { ParquetColumns } from "./columns.js";
import { textReaderOf } from "./key-texts.js";
import { KeyDecoder, KeyNames } from "./keys.js";
import type { Leaf } from "./leaves.js";
import { rowsOf } from "./levels.js";
import { newValueDecoder } from "./new-value-decoder.js";
import type { NumberType } from "./number-type.js";
import type { Page } from "./pages.js";
import { lengthOf, slicedNumbers, type Numbers, type ValueDecoder } from "./values.js";

type KeyedPart = Pick<DecodedBatch, "numbers" | "bytes" | "empty" | "keys">;

interface KeyedColumns {
  readonly leaf: Leaf;
  readonly type: NumberType;
  readonly keyLeaf: Leaf;
}

/** The numbers of one row group after another, each with the key that stands in its row. A null is the empty key. */
export function* keyedParts(
  columns: ParquetColumns,
  { leaf, type, keyLeaf }: KeyedColumns,
): Generator<AsyncIterable<KeyedPart>, void, undefined> {
  const { faults } = columns;
  if (leaf.maxRepetition > 0) throw faults.unsupported("numbers in no lists, where each has a key", "lists");
  const readTexts = textReaderOf(keyLeaf, faults);
  const names = new KeyNames();
  const [reader, keyReader] = [columns.newReader(), columns.newReader()];
  const keyChunks = columns.chunks(keyLeaf);
  for (const chunk of columns.chunks(leaf)) {
    const decoder = new NumberRows(leaf, newValueDecoder(type));
    const keyDecoder = new KeyRows(keyLeaf, new KeyDecoder(readTexts, names), names);
    // There is one for each of the others.
    const keyChunk = keyChunks.next().value!;
    const numbers = chunkParts(reader, chunk, { decoder, faults });
    const keys = chunkParts(keyReader, keyChunk, { decoder: keyDecoder, faults });
    yield joined(numbers, keys, names);
  }
}

/** Rows that follow each other, with their numbers. */
interface NumberPart {
  readonly rows: number;
  /** Of each row, whether it has a number: 1, or 0. `undefined` where all have. */
  readonly present: Uint8Array | undefined;
  readonly numbers: Numbers;
  /** Bytes of the page that begins here. */
  readonly bytes: number;
}

/** Joins the rows of two columns, whose parts begin and end in different rows. */
async function* joined(
  numberParts: AsyncGenerator<NumberPart, void, undefined>,
  keyParts: AsyncGenerator<Uint32Array, void, undefined>,
  { names }: KeyNames,
): AsyncGenerator<KeyedPart, void, undefined> {
  let keys: Uint32Array = new Uint32Array(0);
  try {
    for await (const part of numberParts) {
      let bytes = part.bytes;
      for (let [row, number] = [0, 0]; row < part.rows;) {
        // Both columns have as many rows, so that there are more where there are more numbers.
        while (keys.length === 0) keys = (await keyParts.next()).value!;
        const rows = Math.min(part.rows - row, keys.length);
        const present = part.present?.subarray(row, row + rows);
        const indices = present === undefined ? keys.subarray(0, rows) : pickedKeys(keys, present);
        const numbers = slicedNumbers(part.numbers, number, number + indices.length);
        yield { numbers, keys: { names, indices }, bytes, empty: rows - indices.length };
        bytes = 0;
        row += rows;
        number += indices.length;
        keys = keys.subarray(rows);
      }
    }
    // The last pages of the keys are checked, too.
    await keyParts.next();
  } finally {
    await keyParts.return();
  }
}

function pickedKeys(keys: Uint32Array, present: Uint8Array): Uint32Array {
  const picked = new Uint32Array(present.length);
  let count = 0;
  for (let i = 0; i < present.length; i += 1) {
    picked[count] = keys[i]!;
    count += present[i]!;
  }
  return picked.subarray(0, count);
}

class NumberRows implements PageDecoder<NumberPart> {
  nulls = 0;
  private readonly leaf: Leaf;
  private readonly decoder: ValueDecoder;

  constructor(leaf: Leaf, decoder: ValueDecoder) {
    this.leaf = leaf;
    this.decoder = decoder;
  }

  setDictionary(bytes: Uint8Array, count: number): void {
    this.decoder.setDictionary(bytes, count);
  }

  *decode(page: Page): Generator<NumberPart, void, undefined> {
    const { present, count, bytes } = rowsOf(page, this.leaf);
    this.nulls += page.values - count;
    let pageBytes = page.size;
    let row = 0;
    const parts: Iterable<Numbers> = count === 0 ? [] : this.decoder.decode(bytes, count, page.encoding);
    for (const numbers of parts) {
      const end = present === undefined ? row + lengthOf(numbers) : rowAfter(present, row, lengthOf(numbers));
      yield { rows: end - row, present: present?.subarray(row, end), numbers, bytes: pageBytes };
      row = end;
      pageBytes = 0;
    }
    const rows = page.values - row;
    if (rows > 0) yield { rows, present: present?.subarray(row), numbers: NO_NUMBERS, bytes: pageBytes };
  }
}

const NO_NUMBERS = new Float64Array(0);

/** The row after so many that are present. */
function rowAfter(present: Uint8Array, start: number, count: number): number {
  let row = start;
  for (let left = count; left > 0; row += 1) left -= present[row]!;
  return row;
}

class KeyRows implements PageDecoder<Uint32Array> {
  nulls = 0;
  private readonly leaf: Leaf;
  private readonly decoder: KeyDecoder;
  private readonly names: KeyNames;

  constructor(leaf: Leaf, decoder: KeyDecoder, names: KeyNames) {
    this.leaf = leaf;
    this.decoder = decoder;
    this.names = names;
  }

  setDictionary(bytes: Uint8Array, count: number): void {
    this.decoder.setDictionary(bytes, count);
  }

  /** The number of each row's key. */
  *decode(page: Page): Generator<Uint32Array, void, undefined> {
    const { present, count, bytes } = rowsOf(page, this.leaf);
    this.nulls += page.values - count;
    let row = 0;
    for (const keys of count === 0 ? [] : this.decoder.decode(bytes, count, page.encoding)) {
      const end = present === undefined ? row + keys.length : rowAfter(present, row, keys.length);
      const numbers = new Uint32Array(end - row);
      for (let [i, key] = [0, 0]; row < end; i += 1, row += 1) {
        const isPresent = present === undefined || present[row] === 1;
        numbers[i] = isPresent ? keys.numberAt(key) : this.names.numberOf("");
        if (isPresent) key += 1;
      }
      yield numbers;
    }
    if (row < page.values) yield new Uint32Array(page.values - row).fill(this.names.numberOf(""));
  }
}

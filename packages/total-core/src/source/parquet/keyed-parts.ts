import type { DecodedBatch } from "../../contract/numbers-api.js";
import { chunkParts, type PageDecoder } from "./chunk-parts.js";
import { ColumnValues } from "./column-values.js";
import type { ParquetColumns } from "./columns.js";
import { textReaderOf } from "./key-texts.js";
import { JoinedNames, joinedKeyParts } from "./joined-keys.js";
import { KeyDecoder, KeyNames } from "./keys.js";
import type { Leaf } from "./leaves.js";
import type { NumberType } from "./number-type.js";
import { decodedValues } from "./page-values.js";
import { lengthOf, slicedNumbers, type Numbers } from "./values.js";

type KeyedPart = Pick<DecodedBatch, "numbers" | "bytes" | "empty" | "keys">;

/** The keys of a file: of one column, or joined of several. Each column of numbers is read along with all of them. */
export class KeyColumns {
  /** All keys. */
  readonly names: KeyNames;
  private readonly columns: ParquetColumns;
  private readonly leaves: readonly { readonly leaf: Leaf; readonly names: KeyNames }[];
  /** One for each column behind the first. */
  private readonly joins: readonly JoinedNames[];

  /** @param leaves one at least */
  constructor(columns: ParquetColumns, leaves: readonly Leaf[]) {
    this.columns = columns;
    this.leaves = leaves.map((leaf) => ({ leaf, names: new KeyNames() }));
    let { names } = this.leaves[0]!;
    this.joins = this.leaves.slice(1).map((second) => {
      const join = new JoinedNames(names, second.names);
      names = join.joined;
      return join;
    });
    this.names = names;
  }

  /** For one row group after another the keys of its rows: for each the index of its key among the names. */
  *parts(): Generator<AsyncGenerator<Uint32Array, void, undefined>, void, undefined> {
    const [first, ...others] = this.leaves.map(({ leaf, names }) => this.partsOf(leaf, names));
    for (const keys of first!) {
      // All columns have a chunk in every row group.
      yield others.reduce(
        (before, next, i) => joinedKeyParts(before, next.next().value!, this.joins[i]!),
        keys,
      );
    }
  }

  private *partsOf(
    leaf: Leaf,
    names: KeyNames,
  ): Generator<AsyncGenerator<Uint32Array, void, undefined>, void, undefined> {
    const { columns } = this;
    const { faults } = columns;
    const readTexts = textReaderOf(leaf, faults);
    const reader = columns.newReader();
    for (const chunk of columns.chunks(leaf)) {
      const decoder = keyDecoder(new KeyDecoder(readTexts, names), names);
      yield chunkParts(reader, chunk, { decoder, faults });
    }
  }
}

/** The numbers of one row group after another, each with the key of its row. A null is the empty key. */
export function* keyedParts(
  columns: ParquetColumns,
  { leaf, type }: { readonly leaf: Leaf; readonly type: NumberType },
  keyColumns: KeyColumns,
): Generator<AsyncIterable<KeyedPart>, void, undefined> {
  const { faults } = columns;
  if (leaf.maxRepetition > 0) throw faults.unsupported("numbers in no lists, where each has a key", "lists");
  const reader = columns.newReader();
  const keyParts = keyColumns.parts();
  for (const chunk of columns.chunks(leaf)) {
    const numbers = chunkParts(reader, chunk, { decoder: numberDecoder(new ColumnValues(type)), faults });
    yield joined(numbers, keyParts.next().value!, keyColumns.names);
  }
}

/** Consecutive rows, with their numbers. */
interface NumberPart {
  readonly rows: number;
  /** For each row 1 if it has a number, else 0; `undefined` where all have one. */
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
        // Both columns have equally many rows, so there is a key for each number.
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
    // The end of the keys is checked, too.
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

/** The numbers of a column, in rows. */
function numberDecoder(values: ColumnValues): PageDecoder<NumberPart> {
  return {
    isKeyed: true,
    setDictionary: (bytes, count) => values.setDictionary(bytes, count),
    async *parts(page, { count, present }) {
      let bytes = page.size;
      let row = 0;
      for await (const numbers of decodedValues(page, count, values)) {
        const end = rowAfter(present, row, lengthOf(numbers));
        yield { rows: end - row, present: present?.subarray(row, end), numbers, bytes };
        row = end;
        bytes = 0;
      }
      const rows = page.values - row;
      if (rows > 0) yield { rows, present: present?.subarray(row), numbers: NO_NUMBERS, bytes };
    },
  };
}

const NO_NUMBERS = new Float64Array(0);

/** The row after the next `count` rows that have a value. */
function rowAfter(present: Uint8Array | undefined, start: number, count: number): number {
  if (present === undefined) return start + count;
  let row = start;
  for (let left = count; left > 0; row += 1) left -= present[row]!;
  return row;
}

/** The keys of a column: for each row the index of its key among the names. */
function keyDecoder(values: KeyDecoder, names: KeyNames): PageDecoder<Uint32Array> {
  return {
    isKeyed: true,
    setDictionary: (bytes, count) => values.setDictionary(bytes, count),
    async *parts(page, { count, present }) {
      let row = 0;
      for await (const keys of decodedValues(page, count, values)) {
        const end = rowAfter(present, row, keys.length);
        const indices = new Uint32Array(end - row);
        for (let [i, key] = [0, 0]; row < end; i += 1, row += 1) {
          const hasKey = present === undefined || present[row] === 1;
          indices[i] = hasKey ? keys.numberAt(key) : names.numberOf("");
          if (hasKey) key += 1;
        }
        yield indices;
      }
      if (row < page.values) yield new Uint32Array(page.values - row).fill(names.numberOf(""));
    },
  };
}

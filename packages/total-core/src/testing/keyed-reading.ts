import type { NumbersSink } from "../contract/sink.js";
import { startOfSource } from "../decode/position.js";
import type { ColumnRows, CsvKernel } from "../kernel/csv.js";
import { AT_END, AT_FULL_SUMS } from "../kernel/rows.js";
import { withGroups } from "./named-groups.js";
import { bytesOf } from "./recorder.js";

interface Got {
  sum: bigint;
  count: number;
}

const PIECE_BYTES = 65_536;

/** Rows with keys, which the kernel alone reads: each piece ends with a row. */
export class KeyedReading {
  /** By key, and where there are several columns by key, colon and column: in millionths. */
  readonly groups: Map<string, Got> = new Map();
  /** How many numbers are pending, and the most that ever were. */
  held = 0;
  mostHeld = 0;
  /** The slow literals of each column. */
  readonly slow: string[][];
  readonly #kernel: CsvKernel;
  readonly #rows: ColumnRows;
  readonly #position = startOfSource();
  #key = "";
  #column = 0;
  readonly #sink: NumbersSink = withGroups({
    decimal: (coefficient, exponent, count = 1) => {
      const group = this.#group();
      group.sum += BigInt(coefficient) * 10n ** BigInt(6 + exponent);
      group.count += count;
    },
    doubles() {},
    empty() {},
    skipped() {},
    pending: (count) => {
      this.held += count;
      this.mostHeld = Math.max(this.mostHeld, this.held);
    },
    column: (index) => void (this.#column = index),
    group: (key) => void (this.#key = key),
  });

  constructor(kernel: CsvKernel, rows: ColumnRows) {
    this.#kernel = kernel;
    this.#rows = { ...rows };
    this.slow = rows.columns.map(() => []);
  }

  add(row: string, times = 1): void {
    const rowsAPiece = Math.floor(PIECE_BYTES / row.length);
    for (let left = times; left > 0; left -= rowsAPiece) {
      this.#addBytes(bytesOf(row.repeat(Math.min(left, rowsAPiece))));
    }
  }

  end(): void {
    this.#kernel.finish(this.#rows);
  }

  #group(): Got {
    const name = this.slow.length === 1 ? this.#key : `${this.#key}:${this.#column}`;
    const group = this.groups.get(name) ?? { sum: 0n, count: 0 };
    this.groups.set(name, group);
    return group;
  }

  #addBytes(bytes: Uint8Array): void {
    const { memory } = this.#kernel;
    const origin = memory.place(bytes);
    const addSlowLiteral = (_memory: Uint8Array, start: number, end: number) => {
      const literal = new TextDecoder().decode(memory.bytes.subarray(start, end));
      this.slow[this.#column]!.push(literal);
      const [integer = "", fraction = ""] = literal.split(".");
      this.#sink.decimal(BigInt(integer + fraction), -fraction.length);
      return true;
    };
    const reader = { sink: this.#sink, position: this.#position, addSlowLiteral };
    for (let at = 0; at < bytes.length;) {
      const { bytes: taken, why } = this.#kernel.addRows(
        this.#rows,
        origin + at,
        origin + bytes.length,
        reader,
      );
      at += taken;
      const isAllOrFull = why === AT_END ? at === bytes.length : why === AT_FULL_SUMS;
      if (!isAllOrFull) throw new RangeError(`it ended at ${at}, because of ${why}`);
    }
  }
}

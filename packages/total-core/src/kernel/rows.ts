/** What the kernels that read rows have in common (assembly/tokens). */
import { LF } from "../basics/ascii.js";
import type { Position } from "../contract/decoder.js";
import type { NumbersSink } from "../contract/sink.js";
import { handSums, SUMS_LENGTH } from "./column-sums.js";
import type { KernelMemory } from "./memory.js";

export interface RowsExports {
  callBytes(): number;
  report(): number;
  oddLiterals(): number;
  sums(): number;
}

/** Why a call ended, as in assembly/tokens/report.ts. */
export const AT_END = 0;
export const AT_ODD_ROW = 1;
const AT_FULL = 2;
export const AT_FULL_SUMS = 3;
export const AT_FULL_KEYS = 4;
export type Why =
  typeof AT_END | typeof AT_ODD_ROW | typeof AT_FULL | typeof AT_FULL_SUMS | typeof AT_FULL_KEYS;

const REPORT_LENGTH = 5;
/** Of the list of odd literals, and each of its entries. */
const LIST_LENGTH = 1024;
const ENTRY_LENGTH = 4;

/** Who reads on after the kernel. */
export interface RowsReader {
  readonly sink: NumbersSink;
  /** Where it stands. */
  readonly position: Position;
  /**
   * Adds a literal that the kernel left, or counts it as whatever it is.
   * @param key the index of its row's key, if rows have keys
   * @returns whether it is not a fault
   */
  addOddLiteral(bytes: Uint8Array, start: number, end: number, key: number): boolean;
}

export interface TakenRows {
  /** How many bytes they have. */
  readonly bytes: number;
  readonly why: Why;
}

/** Adds rows between two addresses. @returns the address where one begins that could not be taken */
export type AddRows = (begin: number, end: number) => number;

export class RowsKernel {
  readonly memory: KernelMemory;
  /** At most so many bytes are read in one call. */
  readonly callBytes: number;
  readonly #report: Uint32Array;
  readonly #oddLiterals: Uint32Array;
  readonly #sums: Int32Array;

  constructor(exports: RowsExports, memory: KernelMemory) {
    const { buffer } = memory.bytes;
    this.memory = memory;
    this.callBytes = exports.callBytes();
    this.#report = new Uint32Array(buffer, exports.report(), REPORT_LENGTH);
    this.#oddLiterals = new Uint32Array(buffer, exports.oddLiterals(), LIST_LENGTH * ENTRY_LENGTH);
    this.#sums = new Int32Array(buffer, exports.sums(), SUMS_LENGTH);
  }

  /**
   * Adds the rows that are whole between two addresses.
   * @param handOn hands on what else the call has to say. @returns the address of the first row that turns out to be odd, if any does
   */
  protected add(
    addRows: AddRows,
    begin: number,
    end: number,
    reader: RowsReader,
    handOn?: () => number | undefined,
  ): TakenRows {
    const taken = addRows(begin, end);
    const [count = 0, empty = 0, lines = 0, odd = 0, why = AT_END] = this.#report;
    const { sink } = reader;
    if (count > 0) handSums(this.#sums, count, sink);
    for (let left = empty; left > 0; left--) sink.empty();
    const oddRow = handOn?.();
    const fault = this.#addOddLiterals(odd, oddRow ?? taken, reader) ?? oddRow;
    if (fault === undefined) {
      this.#moveOn(reader.position, begin, taken, lines);
      return { bytes: taken - begin, why: why as Why };
    }
    // What was added of later rows does not matter: there will be no total.
    this.#moveOn(reader.position, begin, fault, countOf(LF, this.memory.bytes.subarray(begin, fault)));
    return { bytes: fault - begin, why: AT_ODD_ROW };
  }

  /** @returns where the first row begins that has a fault */
  #addOddLiterals(count: number, taken: number, reader: RowsReader): number | undefined {
    const list = this.#oddLiterals;
    let fault: number | undefined;
    for (let entry = 0; entry < count * ENTRY_LENGTH; entry += ENTRY_LENGTH) {
      const row = list[entry + 2]!;
      if (row >= (fault ?? taken)) continue;
      if (!reader.addOddLiteral(this.memory.bytes, list[entry]!, list[entry + 1]!, list[entry + 3]!))
        fault = row;
    }
    return fault;
  }

  #moveOn(position: Position, begin: number, end: number, lines: number): void {
    if (lines > 0) {
      position.line += lines;
      position.lineStart = position.offset + this.memory.bytes.lastIndexOf(LF, end - 1) + 1 - begin;
    }
    position.offset += end - begin;
  }
}

function countOf(byte: number, bytes: Uint8Array): number {
  let count = 0;
  for (let i = bytes.indexOf(byte); i >= 0; i = bytes.indexOf(byte, i + 1)) count++;
  return count;
}

/** The common part of the kernels that read rows (assembly/memory/report.ts). */
import { LF } from "../basics/ascii.js";
import type { Position } from "../contract/decoder.js";
import type { NumbersSink } from "../contract/sink.js";
import { handSums } from "./column-sums.js";
import * as layout from "./memory.generated.js";
import type { KernelMemory } from "./memory.js";

/** Why a call ended. */
export { AT_END, AT_FULL_KEYS, AT_FULL_SUMS, AT_SLOW_ROW } from "./memory.generated.js";

/** Where a kernel keeps what it reports. */
export interface RowsAddresses {
  readonly REPORT: number;
  readonly SLOW_LITERALS: number;
  readonly SUMS: number;
}

/** The reader that takes over where the kernel stops. */
export interface RowsReader {
  readonly sink: NumbersSink;
  /** Where the reader is in the source. */
  readonly position: Position;
  /**
   * Adds a slow literal, which the kernel left to the reader, or counts it as empty or skipped. One that is missing ends before its beginning.
   * @param key the index of the key of its row, if rows have keys
   * @param column the index of its column, if rows have several
   * @returns false if it is a fault
   */
  addSlowLiteral(bytes: Uint8Array, start: number, end: number, key: number, column: number): boolean;
}

export interface TakenRows {
  /** How many bytes the rows have. */
  readonly bytes: number;
  /** One of the reasons AT_…. */
  readonly why: number;
}

/** Rows whose cells a kernel has listed for another one, which adds them. */
export interface ListedRows {
  /** The address of the list: of each row, in u32, the separators before and behind each cell, and its last byte. */
  readonly list: number;
  /** How many rows. */
  readonly count: number;
  /** Where the last one ends. */
  readonly end: number;
  /** How many LFs are in them. */
  readonly lines: number;
  /** Why there are no more: one of the reasons AT_…. */
  readonly why: number;
}

/**
 * A call that takes more bytes than it was given, or fewer than none, has read something of another source: rows would be left out or read twice.
 * @throws Error where it did. It is a bug, and there is no total
 */
export function checkTaken(bytes: number, most: number): void {
  if (!(bytes >= 0 && bytes <= most)) {
    throw new Error(`kernel: expected 0 to ${most} bytes taken, got ${bytes}`);
  }
}

/** Adds rows between two addresses. @returns the address of the first row that was not taken */
export type AddRows = (begin: number, end: number) => number;

export class RowsKernel {
  readonly memory: KernelMemory;
  /** The most bytes that a call reads. */
  readonly callBytes: number = layout.CALL_BYTES;
  /** Whether a call was cut short, as at the end of the stack: then nothing is known of the kernel's memory. Others read it. */
  isCutShort = false;
  readonly #report: Uint32Array;
  readonly #slowLiterals: Uint32Array;
  readonly #sums: Int32Array;

  constructor({ REPORT, SLOW_LITERALS, SUMS }: RowsAddresses, memory: KernelMemory) {
    const { buffer } = memory.bytes;
    this.memory = memory;
    this.#report = new Uint32Array(buffer, REPORT, layout.REPORT_WORDS);
    this.#slowLiterals = new Uint32Array(
      buffer,
      SLOW_LITERALS,
      layout.MOST_SLOW_LITERALS * layout.LITERAL_WORDS,
    );
    this.#sums = new Int32Array(buffer, SUMS, layout.SUMS_LENGTH);
  }

  /**
   * Adds the rows that are whole between two addresses.
   * @param handOn hands on what else the call reports. @returns the address of the first row that turns out to be slow, if any does
   */
  protected add(
    addRows: AddRows,
    begin: number,
    end: number,
    reader: RowsReader,
    handOn?: () => number | undefined,
  ): TakenRows {
    this.isCutShort = true;
    const taken = addRows(begin, end);
    this.isCutShort = false;
    const report = this.#report;
    const { sink } = reader;
    const count = report[layout.NUMBERS]!;
    if (count > 0) handSums(this.#sums, count, sink);
    for (let left = report[layout.EMPTY]!; left > 0; left--) sink.empty();
    const slowRow = handOn?.();
    const fault = this.#addSlowLiterals(slowRow ?? taken, reader) ?? slowRow;
    if (fault === undefined) {
      this.#moveOn(reader.position, begin, taken, report[layout.LINES]!);
      return { bytes: taken - begin, why: report[layout.WHY]! };
    }
    checkTaken(fault - begin, taken - begin);
    // Numbers of later rows have been added. It does not matter: the reader finds the fault, and there is no total.
    this.#moveOn(reader.position, begin, fault, countOf(LF, this.memory.bytes.subarray(begin, fault)));
    return { bytes: fault - begin, why: layout.AT_SLOW_ROW };
  }

  /** @returns the address of the first row with a fault */
  #addSlowLiterals(taken: number, reader: RowsReader): number | undefined {
    const list = this.#slowLiterals;
    let fault: number | undefined;
    for (let at = 0; at < this.#report[layout.SLOW]! * layout.LITERAL_WORDS; at += layout.LITERAL_WORDS) {
      const row = list[at + layout.ROW]!;
      if (row >= (fault ?? taken)) continue;
      const { bytes } = this.memory;
      if (
        !reader.addSlowLiteral(
          bytes,
          list[at + layout.START]!,
          list[at + layout.END]!,
          list[at + layout.KEY]!,
          list[at + layout.COLUMN]!,
        )
      )
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

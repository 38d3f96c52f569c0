/** The kernel for decimal numbers in text: one call adds what is whole in one chunk of bytes (assembly/text). */
import type { NumbersSink } from "../stages.js";
import { kernelLoader } from "./load.js";
import { wasm } from "./text.generated.js";

interface Exports {
  readonly memory: WebAssembly.Memory;
  chunk(): number;
  chunkBytes(): number;
  report(): number;
  sums(): number;
  units(): number;
  addText(begin: number, end: number): number;
  addElements(begin: number, end: number): number;
}

/** As it is counted by whoever reads on after the kernel. */
export interface LinePosition {
  line: number;
  lineStart: number;
  offset: number;
}

/** Adds what is whole between two indices of the chunk. @returns how many bytes that were */
export type AddChunk = (begin: number, end: number, sink: NumbersSink, position: LinePosition) => number;

/** It looks at so many bytes at once. What it leaves behind at the end of a chunk is less than that, or strange. */
export const BLOCK_BYTES = 64;

/** Of at most 2^15 numbers in a chunk so many columns, taken as one number, are a safe integer: 2^15 × 10^11 < 2^53. */
const SAFE_COLUMNS = 10;

/** Columns on either side of the point. */
const COLUMNS = 64;

export class TextKernel {
  /** Where the bytes go that are to be added. They are used up when a call of `addText` or `addElements` returns. */
  readonly chunk: Uint8Array;
  readonly addText: AddChunk;
  readonly addElements: AddChunk;
  readonly #chunkAddress: number;
  readonly #report: Uint32Array;
  readonly #sums: Int32Array;

  constructor(exports: Exports) {
    const { buffer } = exports.memory;
    this.#chunkAddress = exports.chunk();
    this.chunk = new Uint8Array(buffer, this.#chunkAddress, exports.chunkBytes());
    this.#report = new Uint32Array(buffer, exports.report(), 3);
    this.#sums = new Int32Array(buffer, exports.sums(), 2 * COLUMNS);
    this.addText = this.#call(exports.addText);
    this.addElements = this.#call(exports.addElements);
  }

  #call(add: Exports["addText"]): AddChunk {
    return (begin, end, sink, position) => {
      const address = this.#chunkAddress + begin;
      const taken = add(address, this.#chunkAddress + end) - address;
      const lines = this.#report[1]!;
      if (lines > 0) {
        position.line += lines;
        position.lineStart = position.offset + this.#report[2]! - address;
      }
      position.offset += taken;
      const count = this.#report[0]!;
      if (count > 0) this.#handSums(sink, count);
      return taken;
    };
  }

  #handSums(sink: NumbersSink, count: number): void {
    const sums = this.#sums;
    let highest = sums.length - 1;
    while (highest >= 0 && sums[highest] === 0) highest--;
    if (highest < 0) return sink.decimal(0, 0, count);
    let lowest = 0;
    while (sums[lowest] === 0) lowest++;
    sink.decimal(coefficientFromSums(sums, highest, lowest), lowest - COLUMNS, count);
  }
}

/** Σ sums[i] × 10^(i - lowest) */
function coefficientFromSums(sums: Int32Array, highest: number, lowest: number): number | bigint {
  let coefficient = 0n;
  let column = highest;
  for (;;) {
    const end = Math.max(lowest, column - SAFE_COLUMNS + 1);
    const scale = 10n ** BigInt(column - end + 1);
    let group = 0;
    for (; column >= end; column--) group = group * 10 + sums[column]!;
    if (end === lowest && coefficient === 0n) return group;
    coefficient = coefficient * scale + BigInt(group);
    if (end === lowest) return coefficient;
  }
}

const loader = kernelLoader<Exports>(wasm);
let shared: TextKernel | undefined;

/** In smaller pieces the call costs more than it saves. */
const LEAST_PIECE_BYTES = 256;

/** Making the kernel takes 2 to 3 ms in a process that has just begun, in which the TypeScript decoders read as much as this. */
const LEAST_SOURCE_BYTES = 32_768;

/**
 * The one that all decoders share: between two calls it holds nothing of any of them. It is made when it first pays.
 * @param pieceBytes how long the piece is that is to be read now
 * @param sourceBytes how much of its source there has been with it
 * @returns undefined where it does not pay or cannot run
 */
export function textKernel(pieceBytes: number, sourceBytes: number): TextKernel | undefined {
  if (pieceBytes < LEAST_PIECE_BYTES) return undefined;
  if (shared === undefined && sourceBytes >= LEAST_SOURCE_BYTES) {
    const exports = loader.shared();
    if (exports !== undefined) shared = new TextKernel(exports);
  }
  return shared;
}

/** The kernel for decimal numbers in text: one call adds what is whole in one chunk of bytes (assembly/text). */
import type { NumbersSink, Position } from "../stages.js";
import { handSums, SUMS_LENGTH } from "./column-sums.js";
import { wasm } from "./text.generated.js";
import { kernelWhereItPays, type KernelWhereItPays } from "./where-it-pays.js";

interface Exports {
  readonly memory: WebAssembly.Memory;
  chunk(): number;
  chunkBytes(): number;
  report(): number;
  sums(): number;
  addText(begin: number, end: number): number;
  addElements(begin: number, end: number): number;
}

/** Adds what is whole between two indices of the chunk. @returns how many bytes that were */
export type AddChunk = (begin: number, end: number, sink: NumbersSink, position: Position) => number;

/** It looks at so many bytes at once. What it leaves behind at the end of a chunk is less than that, or strange. */
export const BLOCK_BYTES = 64;

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
    this.#sums = new Int32Array(buffer, exports.sums(), SUMS_LENGTH);
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
      if (count > 0) handSums(this.#sums, count, sink);
      return taken;
    };
  }
}

/** The one that all decoders share. */
export const textKernel: KernelWhereItPays<TextKernel> = kernelWhereItPays(
  wasm,
  (exports: Exports) => new TextKernel(exports),
);

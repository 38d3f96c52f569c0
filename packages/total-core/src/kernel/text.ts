/** The kernel for decimal numbers in text: one call adds what is whole in some bytes (assembly/text). */
import type { Position } from "../contract/decoder.js";
import type { NumbersSink } from "../contract/sink.js";
import { handSums, SUMS_LENGTH } from "./column-sums.js";
import type { KernelMemory } from "./memory.js";
import { wasm } from "./text.generated.js";
import { kernelWhereItPays, type KernelWhereItPays } from "./where-it-pays.js";

export interface TextExports {
  callBytes(): number;
  report(): number;
  sums(): number;
  addText(begin: number, end: number): number;
  addElements(begin: number, end: number): number;
}

/** Adds what is whole between two addresses. @returns how many bytes that were */
export type AddNumbers = (begin: number, end: number, sink: NumbersSink, position: Position) => number;

/** It looks at so many bytes at once. What it leaves behind at the end of a call's bytes is less than that, or strange. */
export const BLOCK_BYTES = 64;

export class TextKernel {
  readonly memory: KernelMemory;
  /** At most so many bytes are read in one call of `addText` or `addElements`. */
  readonly callBytes: number;
  readonly addText: AddNumbers;
  readonly addElements: AddNumbers;
  readonly #report: Uint32Array;
  readonly #sums: Int32Array;

  constructor(exports: TextExports, memory: KernelMemory) {
    const { buffer } = memory.bytes;
    this.memory = memory;
    this.callBytes = exports.callBytes();
    this.#report = new Uint32Array(buffer, exports.report(), 3);
    this.#sums = new Int32Array(buffer, exports.sums(), SUMS_LENGTH);
    this.addText = this.#call(exports.addText);
    this.addElements = this.#call(exports.addElements);
  }

  #call(add: TextExports["addText"]): AddNumbers {
    return (begin, end, sink, position) => {
      const taken = add(begin, end) - begin;
      const lines = this.#report[1]!;
      if (lines > 0) {
        position.line += lines;
        position.lineStart = position.offset + this.#report[2]! - begin;
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
  (exports: TextExports, memory) => new TextKernel(exports, memory),
);

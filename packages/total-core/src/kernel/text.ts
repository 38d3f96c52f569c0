/** The kernel for decimal numbers in text and in JSON arrays (assembly/text). */
import type { Position } from "../contract/decoder.js";
import type { NumbersSink } from "../contract/sink.js";
import { handSums } from "./column-sums.js";
import { lazyKernel, type LazyKernel } from "./lazy-kernel.js";
import { LONG_CALL_BYTES, SUMS_LENGTH, UNITS } from "./memory.generated.js";
import type { KernelMemory } from "./memory.js";
import {
  FRACTION_PAIRS,
  INTEGER_PAIRS,
  LINE_START,
  LINES,
  NUMBERS,
  REPORT,
  REPORT_WORDS,
  SUMS,
  wasm,
} from "./text.generated.js";

/** The kernel reads a block at a time. The rest that it leaves at the end of a call's bytes is shorter than a block, or not plain. */
export { BLOCK_BYTES } from "./text.generated.js";

export interface TextExports {
  addText(begin: number, end: number): number;
  addElements(begin: number, end: number): number;
}

/** Adds the whole numbers between two addresses. @returns how many bytes it took */
export type AddNumbers = (begin: number, end: number, sink: NumbersSink, position: Position) => number;

export class TextKernel {
  readonly memory: KernelMemory;
  /** The most bytes that a call of `addText` or `addElements` reads. */
  readonly callBytes: number = LONG_CALL_BYTES;
  /** As in RowsKernel. */
  isCutShort = false;
  readonly addText: AddNumbers;
  readonly addElements: AddNumbers;
  readonly #report: Uint32Array;
  readonly #sums: Int32Array;

  constructor(exports: TextExports, memory: KernelMemory) {
    const { buffer } = memory.bytes;
    this.memory = memory;
    this.#report = new Uint32Array(buffer, REPORT, REPORT_WORDS);
    this.#sums = new Int32Array(buffer, SUMS, SUMS_LENGTH);
    this.addText = this.#call(exports.addText);
    this.addElements = this.#call(exports.addElements);
  }

  #call(add: TextExports["addText"]): AddNumbers {
    return (begin, end, sink, position) => {
      this.isCutShort = true;
      const taken = add(begin, end) - begin;
      this.isCutShort = false;
      const lines = this.#report[LINES]!;
      if (lines > 0) {
        position.line += lines;
        position.lineStart = position.offset + this.#report[LINE_START]! - begin;
      }
      position.offset += taken;
      const count = this.#report[NUMBERS]!;
      if (count > 0) {
        const highest = UNITS + 2 * this.#report[INTEGER_PAIRS]!;
        handSums(this.#sums, count, sink, highest, UNITS - 2 * this.#report[FRACTION_PAIRS]!);
      }
      return taken;
    };
  }
}

/** The one that all decoders share. */
export const textKernel: LazyKernel<TextKernel> = /* @__PURE__ */ lazyKernel(
  wasm,
  (exports: TextExports, memory) => new TextKernel(exports, memory),
);

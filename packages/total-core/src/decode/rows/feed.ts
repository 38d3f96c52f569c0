import { MOST_BYTES_BEFORE, type KernelMemory } from "../../kernel/memory.js";
import { AT_END, AT_SLOW_ROW, type RowsKernel, type TakenRows } from "../../kernel/rows.js";

/** Who takes what a kernel cannot. */
export interface RowsDecoder {
  /** Whether a row may begin with the next byte that it gets: then a kernel may go on instead. */
  readonly isAtRow: boolean;
  push(bytes: Uint8Array): void;
}

/** Adds the rows that are whole between two addresses of the kernel's memory. */
export type AddRows = (begin: number, end: number) => TakenRows;

/** At most so many bytes are handed over at once before the kernel is tried again. */
const MOST_ODD_BYTES = 4096;

/** A row that a piece has cut is kept until the next one, if there is no more of it. */
const MOST_CUT_BYTES = MOST_BYTES_BEFORE;

const NO_BYTES = new Uint8Array(0);

/**
 * Feeds rows to a kernel, as many bytes at a time as it takes.
 *
 * The row that a piece has cut does not go to the decoder: in a process that has just begun, to read two rows of a piece in TypeScript would take
 * as long as the kernel takes for all the others.
 */
export class RowFeed {
  readonly #decoder: RowsDecoder;
  /** Behind this byte a row may begin. */
  readonly #separator: number;
  #cut = NO_BYTES;
  #cutLength = 0;

  constructor(decoder: RowsDecoder, separator: number) {
    this.#decoder = decoder;
    this.#separator = separator;
  }

  /** Whether something has been kept. */
  get isHolding(): boolean {
    return this.#cutLength > 0;
  }

  /** Lets the decoder have what has been kept. To be called before it gets anything from elsewhere, and at the end. */
  flush(): void {
    if (!this.isHolding) return;
    const cut = this.#cut.subarray(0, this.#cutLength);
    this.#cutLength = 0;
    this.#decoder.push(cut);
  }

  push(bytes: Uint8Array, kernel: RowsKernel, add: AddRows): void {
    // What has been kept stands before the piece, at indices below 0.
    let at = this.isHolding || this.#decoder.isAtRow ? -this.#cutLength : this.#handOver(bytes, 0, 0);
    let odd = 0;
    while (at < bytes.length) {
      const begin = at;
      const end = Math.min(begin + kernel.callBytes, bytes.length);
      const origin = this.#place(bytes, begin, end, kernel.memory);
      let isCut = false;
      while (at < end && !isCut) {
        const taken = add(origin + at, origin + end);
        at += taken.bytes;
        if (taken.why === AT_SLOW_ROW) {
          // Where all rows are odd it is not worth a call for each.
          odd = taken.bytes > 0 ? 0 : Math.min(2 * odd + 1, MOST_ODD_BYTES);
          at = this.#handOver(bytes, at, odd);
        } else isCut = taken.why === AT_END;
      }
      if (isCut && at < end) {
        if (end === bytes.length) break;
        // What the end has cut is whole the next time, if it is not longer than a call takes.
        if (at === begin) at = this.#handOver(bytes, at, 0);
      }
    }
    this.#keep(bytes, at);
  }

  /**
   * Puts the bytes from `begin` to `end` where the kernel reads them. What has been kept goes before the piece, where as a rule it stands already.
   * @returns the address of index 0
   */
  #place(bytes: Uint8Array, begin: number, end: number, memory: KernelMemory): number {
    if (begin >= 0) return memory.place(bytes.subarray(begin, end)) - begin;
    const origin = memory.place(bytes.subarray(0, end));
    memory.bytes.set(this.#cut.subarray(this.#cutLength + begin, this.#cutLength), origin + begin);
    return origin;
  }

  /** Keeps the bytes from `begin` on, all that the decoder and the kernel have not had. */
  #keep(bytes: Uint8Array, begin: number): void {
    const kept = Math.max(-begin, 0);
    const rest = bytes.subarray(Math.max(begin, 0));
    if (this.#cut === NO_BYTES) this.#cut = new Uint8Array(MOST_CUT_BYTES);
    this.#cut.copyWithin(0, this.#cutLength - kept, this.#cutLength);
    this.#cutLength = kept;
    if (kept + rest.length > MOST_CUT_BYTES) {
      this.flush();
      this.#decoder.push(rest);
    } else {
      this.#cut.set(rest, kept);
      this.#cutLength += rest.length;
    }
  }

  /**
   * Lets the decoder take the bytes from `begin` to a separator after which a row begins, or to their end. It looks for one `least` bytes later, then
   * in ever longer steps: where the separator also stands within rows, or none have begun, it may be long before that.
   * @returns where to go on
   */
  #handOver(bytes: Uint8Array, begin: number, least: number): number {
    let at = begin;
    if (at < 0) {
      this.#decoder.push(this.#cut.subarray(this.#cutLength + at, this.#cutLength));
      at = 0;
    }
    for (let step = least; at < bytes.length; step = 2 * step + 1) {
      const separator = bytes.indexOf(this.#separator, at + step);
      const end = separator < 0 ? bytes.length : separator + 1;
      this.#decoder.push(bytes.subarray(at, end));
      at = end;
      if (this.#decoder.isAtRow) break;
    }
    return at;
  }
}

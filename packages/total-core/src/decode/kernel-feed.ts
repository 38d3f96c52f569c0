import { AT_END, AT_SLOW_ROW, checkTaken, type TakenRows } from "../kernel/rows.js";
import { type KernelMemory, MOST_BYTES_BEFORE } from "../kernel/memory.js";
import { BLOCK_BYTES } from "../kernel/text.js";

/** The reader in TypeScript, which can read everything and takes what a kernel leaves. */
export interface SlowReader {
  /** Whether the kernel may go on with the next byte. No getter: V8 keeps an object with one of its own until it collects all garbage. */
  isAtSeam(): boolean;
  push(bytes: Uint8Array): void;
}

export interface FedKernel {
  readonly memory: KernelMemory;
  /** At most so many bytes are read in one call. */
  readonly callBytes: number;
}

/** The index of the next separator, at `from` or later, or -1: the kernel may be able to go on behind it. */
export type FindSeparator = (bytes: Uint8Array, from: number) => number;

/** At most so many bytes go to the reader at once before the kernel is tried again. */
const MOST_SLOW_BYTES = 4096;

/**
 * After a slow row the kernel gets so many times the bytes that it took before it, at least so many, and the more the further it comes. It looks at all
 * bytes that it gets before it adds the first row: where every other row is slow, the others would be looked at again and again.
 */
const SPAN_GROWTH = 4;
const LEAST_SPAN = 1024;

/** A list that is full is empty in the next call, which takes a row: more calls than these take nothing only where the kernel is wrong. */
const MOST_IDLE_CALLS = 3;

/** A row that a piece cuts is kept until the next piece if it has no more bytes so far. */
const MOST_CUT_BYTES = MOST_BYTES_BEFORE;

const NO_BYTES = new Uint8Array(0);

/** How much a kernel has to take that calls of it pay. */
export interface Worth {
  /** Where a call takes fewer bytes in front of a slow row, the reader gets more and more bytes before the next call. */
  readonly leastTaken: number;
  /** At most so many. */
  readonly mostSlowBytes: number;
}

const WORTH: Worth = { leastTaken: 1, mostSlowBytes: MOST_SLOW_BYTES };

/**
 * Feeds bytes to a kernel, as many at a time as it takes, and to the reader what the kernel leaves.
 *
 * A kernel of rows says at which row it stopped, and a row that a piece has cut does not go to the reader: in a process that has just begun,
 * reading two rows of a piece in TypeScript would take as long as the kernel takes for all the others. A kernel of blocks leaves up to a block at the
 * end of its bytes.
 */
export class KernelFeed {
  readonly #reader: SlowReader;
  readonly #findSeparator: FindSeparator;
  readonly #leastSlowBytes: number;
  readonly #mostCutBytes: number;
  readonly #worth: Worth;
  /** How many bytes go to the reader at once. */
  #slow: number;
  #cut = NO_BYTES;
  #cutLength = 0;

  constructor(
    reader: SlowReader,
    findSeparator: FindSeparator,
    unit: "rows" | "blocks",
    worth: Worth = WORTH,
  ) {
    this.#reader = reader;
    this.#findSeparator = findSeparator;
    this.#leastSlowBytes = unit === "rows" ? 0 : BLOCK_BYTES - 1;
    this.#slow = this.#leastSlowBytes;
    this.#worth = worth;
    this.#mostCutBytes = unit === "rows" ? MOST_CUT_BYTES : 0;
  }

  /** Hands the kept bytes to the reader. To be called at the end, and before the reader is asked for its state. */
  flush(): void {
    if (this.#cutLength === 0) return;
    const cut = this.#cut.subarray(0, this.#cutLength);
    this.#cutLength = 0;
    this.#reader.push(cut);
  }

  /** @param kernel none where all goes to the reader */
  push<K extends FedKernel>(
    bytes: Uint8Array,
    kernel: K | undefined,
    add: (kernel: K, begin: number, end: number) => TakenRows,
  ): void {
    if (kernel === undefined) {
      this.flush();
      this.#reader.push(bytes);
      return;
    }
    // The kept bytes stand before the piece, at indices below 0.
    let at = this.#reader.isAtSeam() ? -this.#cutLength : this.handOver(bytes, 0, 0);
    let span = kernel.callBytes;
    let idleCalls = 0;
    while (at < bytes.length) {
      const begin = at;
      const end = Math.min(begin + kernel.callBytes, bytes.length);
      const origin = this.#place(bytes, begin, end, kernel.memory);
      let isCut = false;
      while (at < end && !isCut) {
        const stop = Math.min(at + span, end);
        const taken = add(kernel, origin + at, origin + stop);
        checkTaken(taken.bytes, stop - at);
        at += taken.bytes;
        if (taken.bytes > 0) idleCalls = 0;
        if (taken.why === AT_SLOW_ROW) {
          idleCalls = 0;
          // Where the kernel can take nothing, as in a file of numbers with exponents, it is not worth a call for each number.
          const { leastTaken, mostSlowBytes } = this.#worth;
          const wasWorthIt = taken.bytes >= leastTaken;
          this.#slow = wasWorthIt ? this.#leastSlowBytes : Math.min(2 * this.#slow + 1, mostSlowBytes);
          span = Math.max(LEAST_SPAN, SPAN_GROWTH * taken.bytes);
          at = this.handOver(bytes, at, this.#slow);
        } else if (stop < end) span *= SPAN_GROWTH;
        else if (taken.why === AT_END) isCut = true;
        else if (taken.bytes === 0 && ++idleCalls > MOST_IDLE_CALLS) {
          throw new Error("kernel: expected it to go on, got no rows");
        }
      }
      if (isCut && at < end) {
        if (end === bytes.length) break;
        // A row that the end of a call has cut is whole in the next call, if it is not longer than a call takes.
        if (at === begin) at = this.handOver(bytes, at, 0);
      }
    }
    this.#keep(bytes, at);
  }

  /**
   * Hands the bytes from `begin` to the reader, up to a separator behind which the kernel may go on, or to their end. It looks for one `least` bytes
   * later, then in ever longer steps: a separator may also stand within rows.
   * @returns where to go on
   */
  handOver(bytes: Uint8Array, begin: number, least: number): number {
    let at = begin;
    if (at < 0) {
      this.#reader.push(this.#cut.subarray(this.#cutLength + at, this.#cutLength));
      at = 0;
    }
    for (let step = least; at < bytes.length; step = 2 * step + 1) {
      const separator = this.#findSeparator(bytes, at + step);
      const end = separator < 0 ? bytes.length : separator + 1;
      this.#reader.push(bytes.subarray(at, end));
      at = end;
      if (this.#reader.isAtSeam()) break;
    }
    return at;
  }

  /**
   * Puts the bytes from `begin` to `end` where the kernel reads them. The kept bytes go before the piece, where as a rule they stand already.
   * @returns the address of index 0
   */
  #place(bytes: Uint8Array, begin: number, end: number, memory: KernelMemory): number {
    if (begin >= 0) return memory.place(bytes.subarray(begin, end)) - begin;
    const origin = memory.place(bytes.subarray(0, end));
    memory.bytes.set(this.#cut.subarray(this.#cutLength + begin, this.#cutLength), origin + begin);
    return origin;
  }

  /** Keeps the bytes from `begin` on, which neither the reader nor the kernel has had; hands them to the reader where they are too many. */
  #keep(bytes: Uint8Array, begin: number): void {
    const kept = Math.max(-begin, 0);
    const rest = bytes.subarray(Math.max(begin, 0));
    if (this.#cut.length < this.#mostCutBytes) this.#cut = new Uint8Array(this.#mostCutBytes);
    this.#cut.copyWithin(0, this.#cutLength - kept, this.#cutLength);
    this.#cutLength = kept;
    if (kept + rest.length > this.#mostCutBytes) {
      this.flush();
      this.#reader.push(rest);
    } else {
      this.#cut.set(rest, kept);
      this.#cutLength += rest.length;
    }
  }
}

/** The part of `length` bytes that a kernel of blocks has taken: it stops at a block that is not plain, or where less than a block is left. */
export function takenByBlocks(length: number, bytes: number): TakenRows {
  return { bytes, why: length - bytes < BLOCK_BYTES ? AT_END : AT_SLOW_ROW };
}

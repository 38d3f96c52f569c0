/** The total of a slice of an encoded source: of the numbers that begin in a range of its bytes. */
import { isWhiteSpace, LF } from "../decode/ascii.js";
import type { EncodedBatch, Format, PartialBatch } from "../numbers-api.js";
import type { Position } from "../stages.js";
import { ExactSum } from "../sum/exact-sum.js";
import { bytesFromSum } from "./bytes.js";
import { Intake } from "./intake.js";

/** From the first offset to before the second. */
export interface ByteRange {
  readonly begin: number;
  readonly end: number;
}

export interface SliceOptions extends Omit<EncodedBatch, "bytes" | "format"> {
  readonly format: SlicedFormat;
  readonly skipInvalid: boolean;
}

/** The formats that can be read from the middle: what stands there does not depend on what stands far before it. */
export type SlicedFormat = "text" | "ndjson" | "f64";

/** After which bytes something new begins; `undefined` where that is at every 8th, of which each range but the last has a multiple. */
const ENDS_BEFORE: Readonly<Record<SlicedFormat, ((byte: number) => boolean) | undefined>> = {
  text: isWhiteSpace,
  ndjson: (byte) => byte === LF,
  f64: undefined,
};

export function isSliced(format: Format): format is SlicedFormat {
  return Object.hasOwn(ENDS_BEFORE, format);
}

/** Beyond its end a range is read only to see where the last number ends, which mostly is near. */
const FIRST_TAIL_BYTES = 4096;

/**
 * A token (of `ndjson`, a line) belongs to the range in which it begins. So the reading starts at the byte before the range, which tells
 * whether a token is under way there, goes to behind the first separator, and ends behind the first one at or after the range's last byte.
 * Hence what the ranges of a source read are pieces that follow each other without gap or overlap.
 */
export class SliceTotal {
  /** Where it stands; lines are counted from its own beginning. */
  readonly position: Position;
  readonly #end: number;
  readonly #options: SliceOptions;
  readonly #endsBefore: ((byte: number) => boolean) | undefined;
  readonly #sum = new ExactSum();
  readonly #intake: Intake;
  #at: number;
  #hasBegun: boolean;
  #hasEnded = false;
  #tailBytes = FIRST_TAIL_BYTES;

  constructor({ begin, end }: ByteRange, options: SliceOptions) {
    const { skipInvalid, format } = options;
    this.#endsBefore = ENDS_BEFORE[format];
    this.#hasBegun = begin === 0 || this.#endsBefore === undefined;
    this.#at = this.#hasBegun ? begin : begin - 1;
    this.#end = end;
    this.position = { line: 1, lineStart: begin === 0 ? 0 : -1, offset: begin };
    this.#options = options;
    this.#intake = new Intake(this.#sum, { skipInvalid, position: this.position });
  }

  /** The offset of the bytes that it takes next. */
  get at(): number {
    return this.#at;
  }

  /** How many bytes it wants next, if there are so many; 0 when it has all. */
  get wanted(): number {
    if (this.#hasEnded) return 0;
    return this.#at < this.#end ? this.#end - this.#at : this.#tailBytes;
  }

  /**
   * Takes bytes, no more than are wanted, in steps of a millisecond at most.
   * @throws TotalError whose place is right but for the lines before the slice, and for the column in its first line
   */
  *steps(bytes: Uint8Array): Generator<undefined, void> {
    if (this.#at >= this.#end) this.#tailBytes *= 2;
    const begin = this.#hasBegun ? 0 : this.#beginIn(bytes);
    if (this.#hasBegun) {
      const end = this.#endIn(bytes, begin);
      const { skipInvalid: _, ...encoding } = this.#options;
      yield* this.#intake.steps({ ...encoding, bytes: bytes.subarray(begin, end) });
    }
    this.#at += bytes.length;
    if (this.#at >= this.#end && (this.#endsBefore === undefined || !this.#hasBegun)) this.#hasEnded = true;
  }

  /** Where in the bytes the first token of the slice may begin. */
  #beginIn(bytes: Uint8Array): number {
    // What begins behind the range's last byte belongs to the next one.
    const length = Math.min(bytes.length, this.#end - 1 - this.#at);
    let i = 0;
    while (i < length && !this.#endsBefore!(bytes[i]!)) i++;
    if (i >= length) return bytes.length;
    this.#hasBegun = true;
    this.position.offset = this.#at + i + 1;
    return i + 1;
  }

  /** Where in the bytes the slice's last token has ended, or their end. */
  #endIn(bytes: Uint8Array, begin: number): number {
    if (this.#endsBefore === undefined) return bytes.length;
    for (let i = Math.max(begin, this.#end - 1 - this.#at); i < bytes.length; i++) {
      if (!this.#endsBefore(bytes[i]!)) continue;
      this.#hasEnded = true;
      return i + 1;
    }
    return bytes.length;
  }

  /**
   * The slice's total, when there are no more bytes that it wants.
   * @throws TotalError as {@link steps} does
   */
  end(): PartialBatch {
    this.#intake.end();
    const { bytes, empty, skipped } = this.#intake.progress;
    return { partial: bytesFromSum(this.#sum), format: this.#options.format, bytes, empty, skipped };
  }
}

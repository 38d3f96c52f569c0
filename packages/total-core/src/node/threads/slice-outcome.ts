/** The work on one slice, whichever thread does it and however that reads the file. */
import { TotalError, type OptionHint, type Place, type TotalErrorCode } from "../../contract/errors.js";
import type { PartialBatch } from "../../contract/numbers-api.js";
import { SliceTotal, type ByteRange, type SliceOptions } from "./slice-total.js";
import { sliceRange, type Cut } from "./slices.js";

/** What every thread has to know; it is cloned on its way to them. */
export interface SliceJob extends Cut {
  readonly options: SliceOptions;
}

/** What became of a slice; it is cloned on its way between threads. */
export interface SliceOutcome {
  readonly index: number;
  /** Of the file, what it has; nothing if nothing begins in the slice. With a fault, its end is unknown. */
  readonly taken: ByteRange;
  /** Whether where that begins is a guess: if it turns out to be wrong, the slice has to be done again. */
  readonly isGuess: boolean;
  /** How many line feeds are in it. */
  readonly lines: number;
  /** The offset at which the last line in it begins; `undefined` where that is in an earlier slice. */
  readonly lineStart: number | undefined;
  readonly result: PartialBatch | SliceFault;
}

/** Why a slice has no total. */
export type SliceFault =
  | {
      readonly fault: "bad data";
      readonly code: TotalErrorCode;
      /** Its line is counted from the slice's beginning; in its first line, the column is unknown. */
      readonly place: Place;
      readonly expected: string;
      readonly hints?: readonly OptionHint[] | undefined;
      readonly got: string;
    }
  | { readonly fault: "unreadable"; readonly code: string | undefined; readonly message: string }
  /** The file has fewer bytes than it had. */
  | { readonly fault: "cut short" };

export interface Read {
  readonly offset: number;
  /** At most so many bytes are to be put at the start of the buffer. */
  readonly length: number;
}

/** How many bytes were read: 0 at the file's end; or why there are none. */
export type ReadAnswer = number | Error;

/**
 * Asks for the bytes of a slice by yielding reads, and totals them. It yields `undefined` after each millisecond or less, where others may
 * run; what it is told then does not matter.
 *
 * @param start where it begins, if that is known
 */
export function* sliceOutcome(
  index: number,
  job: SliceJob,
  buffer: Uint8Array,
  start?: number,
): Generator<Read | undefined, SliceOutcome, ReadAnswer> {
  const slice = new SliceTotal(sliceRange(index, job), job.options, start);
  const result = yield* resultOf(slice, job, buffer);
  const { taken, isGuess, position } = slice;
  const lineStart = position.lineStart < 0 ? undefined : position.lineStart;
  return { index, taken, isGuess, lines: position.line - 1, lineStart, result };
}

function* resultOf(
  slice: SliceTotal,
  { size }: SliceJob,
  buffer: Uint8Array,
): Generator<Read | undefined, SliceOutcome["result"], ReadAnswer> {
  try {
    for (;;) {
      const length = Math.min(slice.wanted, buffer.length, size - slice.at);
      if (length === 0) return slice.end();
      const answer = yield { offset: slice.at, length };
      if (typeof answer !== "number") return unreadable(answer);
      if (answer === 0) return { fault: "cut short" };
      for (const _step of slice.steps(buffer.subarray(0, answer))) yield undefined;
    }
  } catch (error) {
    if (!(error instanceof TotalError)) throw error;
    const { code, place } = error;
    const { expected, hints, got } = error.fault;
    return { fault: "bad data", code, place, expected, hints, got };
  }
}

function unreadable({ message, code }: NodeJS.ErrnoException): SliceFault {
  return { fault: "unreadable", code, message };
}

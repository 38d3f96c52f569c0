/** The work on one slice, in whichever thread, and however that thread reads the file. */
import { TotalError, type Place, type TotalErrorCode } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import type { PartialBatch } from "../../contract/numbers-api.js";
import { SliceTotal, type ByteRange, type NewAccumulator, type SliceOptions } from "./slice-total.js";

/** A slice that is to be totalled. */
export interface SliceWork {
  /** From 0, in the order of the source. */
  readonly index: number;
  readonly range: ByteRange;
  /** Bytes of the source. */
  readonly size: number;
  /** How many times as long as the first one its steps may become, if not as many as by default. */
  readonly mostGrowth?: number | undefined;
  readonly options: SliceOptions;
}

/** The result of the work on a slice. It is cloned on its way from a worker. */
export interface SliceOutcome {
  readonly index: number;
  /** The bytes of the slice's tokens; none if no token begins in it. Beside a fault, its end means nothing. */
  readonly taken: ByteRange;
  /** Whether the beginning is a guess: if it turns out to be wrong, the slice has to be done again. */
  readonly isGuess: boolean;
  /** How many line feeds the bytes have. */
  readonly lines: number;
  /** The offset at which the last line begins; `undefined` where that is in an earlier slice. */
  readonly lineStart: number | undefined;
  readonly result: PartialBatch | SliceFault;
}

/** Why a slice has no total. */
export type SliceFault =
  | {
      readonly fault: "bad data";
      readonly code: TotalErrorCode;
      /** The line is counted from the slice's beginning; in the first line, the column means nothing. */
      readonly place: Place;
      readonly expected: string;
      readonly got: string;
      readonly hints?: readonly Hint[] | undefined;
    }
  | { readonly fault: "unreadable"; readonly code: string | undefined; readonly message: string }
  /** The file has fewer bytes than before. */
  | { readonly fault: "cut short" };

/** Asks for `length` bytes at most, at the start of the buffer. */
export interface Read {
  readonly offset: number;
  readonly length: number;
}

/** How many bytes were read, 0 at the file's end; or why none could be. */
export type ReadAnswer = number | Error;

/**
 * Totals a slice. It asks for bytes by yielding a read, and yields `undefined` at least once a millisecond, where others may run.
 *
 * @param start where the slice's first token begins, if that is known
 * @param newAccumulator see {@link SliceTotal}
 */
export function* sliceOutcome(
  work: SliceWork,
  buffer: Uint8Array,
  start?: number,
  newAccumulator?: NewAccumulator,
): Generator<Read | undefined, SliceOutcome, ReadAnswer> {
  const slice = new SliceTotal(work.range, work.options, start, newAccumulator, work.mostGrowth);
  const result = yield* resultOf(slice, work, buffer);
  const { taken, isGuess, position } = slice;
  const lineStart = position.lineStart < 0 ? undefined : position.lineStart;
  return { index: work.index, taken, isGuess, lines: position.line - 1, lineStart, result };
}

function* resultOf(
  slice: SliceTotal,
  { size }: SliceWork,
  buffer: Uint8Array,
): Generator<Read | undefined, SliceOutcome["result"], ReadAnswer> {
  try {
    for (;;) {
      const length = Math.min(slice.wanted, buffer.length, size - slice.at);
      // Below 0 where a range begins behind the end of its source, in the middle of the last double.
      if (length <= 0) return slice.end();
      const answer = yield { offset: slice.at, length };
      if (typeof answer !== "number") {
        const { message, code } = answer as NodeJS.ErrnoException;
        return { fault: "unreadable", code, message };
      }
      if (answer === 0) return { fault: "cut short" };
      for (const _step of slice.steps(buffer.subarray(0, answer))) yield undefined;
    }
  } catch (error) {
    if (!(error instanceof TotalError)) throw error;
    const { code, place } = error;
    const { expected, got, hints } = error.fault;
    return { fault: "bad data", code, place, expected, got, hints };
  }
}

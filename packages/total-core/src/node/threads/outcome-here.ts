import { eventLoopTurn, isTurnDue } from "../../basics/event-loop.js";
import type { Read, ReadAnswer, SliceOutcome } from "./slice-outcome.js";

/**
 * Does a slice in this thread, whose event loop gets its turns.
 * @param read reads into the buffer that the slice was given
 * @throws what `read` throws, and the signal's reason
 */
export async function outcomeHere(
  work: Generator<Read | undefined, SliceOutcome, ReadAnswer>,
  read: (asked: Read) => Promise<ReadAnswer>,
  signal: AbortSignal,
): Promise<SliceOutcome> {
  let answer: ReadAnswer = 0;
  for (;;) {
    const { done, value } = work.next(answer);
    if (done === true) return value;
    if (value !== undefined) answer = await read(value);
    else if (isTurnDue()) await eventLoopTurn();
    else continue;
    signal.throwIfAborted();
  }
}

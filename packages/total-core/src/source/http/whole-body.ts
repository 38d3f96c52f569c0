import type { TotalError } from "../../contract/errors.js";
import { contentOfRest, headersForRest, resumableContent, type Content } from "./content.js";
import type { Answer } from "./follow.js";
import { httpFault, withNotes } from "./fault.js";
import { isLasting, shownFailure } from "./network-failure.js";
import type { TimeLimits } from "./time-limits.js";
import type { Tries } from "./tries.js";

export interface Reading {
  /** The name of the address in errors. */
  readonly name: string;
  readonly limits: TimeLimits;
  readonly tries: Tries;
}

/** Why a body ended before it was whole. */
interface Cut {
  readonly got: string;
  readonly cause?: unknown;
}

/**
 * The bytes of an answer, as they are encoded.
 *
 * Where the connection is cut the rest is requested, if the content is certain to be the same: no byte is missing, and none
 * comes twice. Each request is one of the tries.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where they are cut, SOURCE_CHANGED where the rest is that of another content,
 * SOURCE_TIMEOUT
 */
export async function* wholeBody(
  first: Answer,
  reading: Reading,
): AsyncGenerator<Uint8Array, void, undefined> {
  let content = resumableContent(first);
  let pieces = first.body[Symbol.asyncIterator]();
  for (let taken = 0; ;) {
    const piece = await nextPiece(pieces, reading.limits);
    if (ArrayBuffer.isView(piece)) {
      taken += piece.length;
      checkLength(taken, content, reading);
      yield piece;
      continue;
    }
    const cut = piece ?? missing(taken, content);
    if (cut === undefined) return;
    const rest = await restAfter(cut, { content, taken }, reading);
    content = rest.content;
    pieces = rest.answer.body[Symbol.asyncIterator]();
  }
}

async function nextPiece(
  pieces: AsyncIterator<Uint8Array>,
  limits: TimeLimits,
): Promise<Uint8Array | Cut | undefined> {
  try {
    const { done, value } = await limits.wait(pieces.next(), "more of the answer");
    return done === true ? undefined : value;
  } catch (cause) {
    if (limits.signal.aborted) throw limits.signal.reason;
    return { got: shownFailure(cause), cause };
  }
}

/** With chunked framing, only the length shows that a part of a content is too short. */
function missing(taken: number, content: Content | undefined): Cut | undefined {
  const { length = taken } = content ?? {};
  return taken === length ? undefined : { got: `${taken} of ${length} bytes` };
}

function checkLength(taken: number, content: Content | undefined, reading: Reading): void {
  const { length = taken } = content ?? {};
  if (taken > length) throw faultFrom({ got: `more than its ${length} bytes` }, reading);
}

async function restAfter(
  cut: Cut,
  { content, taken }: { readonly content: Content | undefined; readonly taken: number },
  reading: Reading,
): Promise<{ readonly answer: Answer; readonly content: Content }> {
  const { name, tries } = reading;
  if (content === undefined || isLasting(cut.cause)) throw faultFrom(cut, reading);
  const answer = (await tries.nextOutcome(headersForRest(content, taken)))?.answer;
  const rest = answer === undefined ? undefined : contentOfRest(answer, content, taken);
  if (answer === undefined || rest === undefined) throw faultFrom(cut, reading);
  if ("change" in rest) {
    const expected = "content that stays as it is while it is read";
    throw httpFault("SOURCE_CHANGED", name, { expected, got: withNotes(rest.change, tries.notes) });
  }
  return { answer, content: rest };
}

function faultFrom({ got, cause }: Cut, { name, tries }: Reading): TotalError {
  return httpFault("SOURCE_UNAVAILABLE", name, {
    expected: "the whole answer",
    got: withNotes(got, tries.notes),
    cause,
  });
}

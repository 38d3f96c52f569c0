import type { TotalError } from "../../contract/errors.js";
import { storedLength } from "./body-headers.js";
import { contentOfRest, headersForRest, resumableContent, type Content } from "./content.js";
import type { HttpFault } from "./fault.js";
import type { Answer } from "./follow.js";
import { isLasting, shownFailure } from "./network-failure.js";
import type { Tries } from "./tries.js";

/** Why a body ended before it was whole. */
export type Cut = Pick<HttpFault, "got" | "cause">;

/**
 * The bytes of an answer, as they are encoded.
 *
 * Where the connection is cut the rest is requested, if the content is certain to be the same: no byte is missing, and none
 * comes twice. Each request is one of the tries.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where they are cut, SOURCE_CHANGED where the rest is that of another content,
 * SOURCE_TIMEOUT
 */
export async function* wholeBody(first: Answer, tries: Tries): AsyncGenerator<Uint8Array, void, undefined> {
  let content = resumableContent(first);
  let pieces = first.body[Symbol.asyncIterator]();
  for (let taken = 0; ;) {
    const piece = await nextPiece(pieces, tries);
    const length = content === undefined ? storedLength(first) : content.length;
    if (ArrayBuffer.isView(piece)) {
      taken += piece.length;
      if (length !== undefined && taken > length) {
        throw cutFault({ got: `more than its ${length} bytes` }, tries);
      }
      yield piece;
      continue;
    }
    // With chunked framing, only the length shows that a part of a content is too short. A browser may not compare it over HTTP/2.
    const isWhole = length === undefined || taken === length;
    const cut = piece ?? (isWhole ? undefined : { got: `${taken} of ${length} bytes` });
    if (cut === undefined) return;
    const rest = await restAfter(cut, content, taken, tries);
    content = rest.content;
    pieces = rest.answer.body[Symbol.asyncIterator]();
  }
}

/** The next piece; why there is none; `undefined` at the end. */
export async function nextPiece(
  pieces: AsyncIterator<Uint8Array>,
  { limits }: Tries,
): Promise<Uint8Array | Cut | undefined> {
  try {
    const { done, value } = await limits.wait(pieces.next(), "more of the answer");
    return done === true ? undefined : value;
  } catch (cause) {
    if (limits.signal.aborted) throw limits.signal.reason;
    return { got: shownFailure(cause), cause };
  }
}

async function restAfter(
  cut: Cut,
  content: Content | undefined,
  taken: number,
  tries: Tries,
): Promise<{ readonly answer: Answer; readonly content: Content }> {
  if (content === undefined || isLasting(cut.cause)) throw cutFault(cut, tries);
  const answer = await tries.next(headersForRest(content, taken));
  const rest = answer === undefined ? undefined : contentOfRest(answer, content, taken);
  if (answer === undefined || rest === undefined) throw cutFault(cut, tries);
  if ("change" in rest) {
    const expected = "content that stays as it is while it is read";
    throw tries.fault("SOURCE_CHANGED", { expected, got: rest.change });
  }
  return { answer, content: rest };
}

export function cutFault({ got, cause }: Cut, tries: Tries): TotalError {
  return tries.fault("SOURCE_UNAVAILABLE", { expected: "the whole answer", got, cause });
}

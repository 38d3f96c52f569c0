/** Ranges of the content at an address, of one version of it. */
import { MAX_TIMER_MS } from "../../basics/option-values.js";
import { contentRange } from "./body-headers.js";
import { changeOf, ifSame, isPlain } from "./content.js";
import { shownStatus } from "./fault.js";
import type { Answer } from "./follow.js";
import { TimeLimits } from "./time-limits.js";
import { Tries, type RetryingRequest } from "./tries.js";
import { cutFault, nextPiece, type Cut } from "./whole-body.js";

/** The version that is read: its ETag is strong, so that all of its ranges belong together. */
export interface RangedContent {
  readonly request: RetryingRequest;
  readonly etag: string;
  /** In bytes. */
  readonly length: number;
}

/** From the first byte to behind the last one. */
export interface Range {
  readonly begin: number;
  readonly end: number;
}

/** A range that was asked for, and the head of the answer. */
export interface OpenRange {
  readonly answer: Answer;
  /** Each is good until the next is asked for. */
  readonly pieces: AsyncGenerator<Uint8Array, void, undefined>;
}

/**
 * Asks for a range. The pieces have to be read to their end, or to be returned from.
 *
 * @returns `undefined` where the server sends the whole, or encodes what it sends: it has no ranges of the bytes as they are
 * @throws TotalError SOURCE_CHANGED where it is another content by now; SOURCE_UNAVAILABLE, SOURCE_TIMEOUT
 */
export async function openRange(
  content: RangedContent,
  range: Range,
  signal: AbortSignal,
): Promise<OpenRange | undefined> {
  const { request } = content;
  const { timeoutMs } = request;
  const limits = new TimeLimits(signal, request.address.name, { timeoutMs, deadlineMs: MAX_TIMER_MS });
  const tries = new Tries(request, limits);
  try {
    const answer = await tries.answered([206, 200, 412, 416], headersOf(content, range));
    if (isRange(answer, content, range, tries)) {
      return { answer, pieces: piecesOf(answer, content, range, tries) };
    }
    answer.discard();
  } catch (error) {
    limits.end();
    throw error;
  }
  limits.end();
  return undefined;
}

/** The pieces of a range. Where the connection is cut, the rest is asked for. */
async function* piecesOf(
  first: Answer,
  content: RangedContent,
  { begin, end }: Range,
  tries: Tries,
): AsyncGenerator<Uint8Array, void, undefined> {
  let answer = first;
  let at = begin;
  try {
    for (;;) {
      const pieces = answer.body[Symbol.asyncIterator]();
      let cut: Cut | undefined;
      for (;;) {
        const piece = await nextPiece(pieces, tries);
        if (!ArrayBuffer.isView(piece)) {
          cut = piece ?? (at === end ? undefined : { got: `${at - begin} of ${end - begin} bytes` });
          break;
        }
        at += piece.length;
        if (at > end) throw cutFault({ got: `more than its ${end - begin} bytes` }, tries);
        yield piece;
      }
      if (cut === undefined) return;
      const rest = { begin: at, end };
      const next = at === end ? undefined : await tries.next(headersOf(content, rest));
      if (next === undefined || !isRange(next, content, rest, tries)) {
        next?.discard();
        throw cutFault(cut, tries);
      }
      answer = next;
    }
  } finally {
    tries.limits.end();
  }
}

function headersOf({ etag }: RangedContent, { begin, end }: Range): Record<string, string> {
  return { range: `bytes=${begin}-${end - 1}`, ...ifSame(etag) };
}

function isRange(answer: Answer, content: RangedContent, { begin, end }: Range, tries: Tries): boolean {
  const change = changeOf(answer, content, begin);
  if (change !== undefined) {
    answer.discard();
    throw tries.fault("SOURCE_CHANGED", { expected: "content that stays as it was listed", got: change });
  }
  const range = contentRange(answer);
  if (answer.status === 416) {
    answer.discard();
    const got = shownStatus(answer);
    throw tries.fault("SOURCE_UNAVAILABLE", { expected: "206", got });
  }
  return (
    answer.status === 206 &&
    isPlain(answer) &&
    answer.header("etag") === content.etag &&
    range?.first === begin &&
    range.last === end - 1 &&
    range.length === content.length
  );
}

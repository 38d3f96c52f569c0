/** Whether an answer's body is whole: that is checked before it is read, while it is, and at its end. */
import { quote } from "../../basics/quote.js";
import type { TotalError } from "../../contract/errors.js";
import type { DecompressionOptions } from "../compression/faults.js";
import { codingOf, contentLength } from "./body-headers.js";
import { httpFault } from "./fault.js";
import type { AnswerHead } from "./transport.js";

export interface BodyEnd {
  /** The address in errors. */
  readonly name: string;
  /** Whether the format itself shows where the body ends. */
  readonly isSelfDelimiting: boolean;
}

/**
 * Refuses a body whose end could not be told from a cut, or that is encoded in an unknown way.
 *
 * @returns whether it is encoded by gzip, which shows its end
 * @throws TotalError UNSUPPORTED for another encoding than gzip, SOURCE_UNAVAILABLE for a body that cannot show that it is whole
 */
export function checkShowsEnd(answer: AnswerHead, { name, isSelfDelimiting }: BodyEnd): boolean {
  checkedCoding(answer, "Transfer-Encoding", ["chunked"], name);
  const isGzip = checkedCoding(answer, "Content-Encoding", ["gzip", "x-gzip"], name) !== undefined;
  const mayShow = answer.framed || isGzip || isSelfDelimiting || answer.watchEnd !== undefined;
  if (!mayShow) throw noFrame(answer, name);
  return isGzip;
}

function checkedCoding(
  answer: AnswerHead,
  header: string,
  known: readonly string[],
  name: string,
): string | undefined {
  const coding = codingOf(answer, header);
  if (coding === undefined || known.includes(coding)) return coding;
  const expected = `the ${header} ${known[0]} or none`;
  throw httpFault("UNSUPPORTED", name, { expected, got: quote(coding) });
}

/**
 * The bytes of an answer that {@link checkShowsEnd} lets pass, which are not encoded.
 * @throws TotalError SOURCE_UNAVAILABLE where their end does not show that they are whole
 */
export function toTheEnd(
  pieces: AsyncIterable<Uint8Array>,
  answer: AnswerHead,
  { name, isSelfDelimiting }: BodyEnd,
): AsyncIterable<Uint8Array> {
  if (isSelfDelimiting) return pieces;
  if (answer.mayBeDecoded) return ofItsLength(pieces, answer, name);
  const { framed, watchEnd } = answer;
  return framed || watchEnd === undefined
    ? pieces
    : ofProtocol(pieces, watchEnd, () => noFrame(answer, name));
}

/** @throws TotalError SOURCE_UNAVAILABLE where they are not as many as Content-Length says */
export async function* ofItsLength(
  pieces: AsyncIterable<Uint8Array>,
  answer: AnswerHead,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const length = contentLength(answer);
  const fault = (got: string) => {
    const reason = answer.mayBeDecoded ? ", because its Content-Encoding cannot be read" : "";
    const expected = `the ${length} bytes of its Content-Length${reason}`;
    return httpFault("SOURCE_UNAVAILABLE", name, { expected, got });
  };
  let taken = 0;
  for await (const piece of pieces) {
    taken += piece.length;
    if (length === undefined || taken > length) throw fault("more");
    yield piece;
  }
  if (taken !== length) throw fault(String(taken));
}

async function* ofProtocol(
  pieces: AsyncIterable<Uint8Array>,
  watchEnd: NonNullable<AnswerHead["watchEnd"]>,
  fault: () => TotalError,
): AsyncGenerator<Uint8Array, void, undefined> {
  const watch = watchEnd();
  try {
    yield* pieces;
    if (!(await watch.isShown())) throw fault();
  } finally {
    watch.stop();
  }
}

function noFrame({ hidden }: AnswerHead, name: string): TotalError {
  const expected = "a Content-Length or chunked framing, to show that the answer is whole";
  const got = hidden === undefined ? "neither" : `${hidden}, which hides a cut`;
  return httpFault("SOURCE_UNAVAILABLE", name, { expected, got });
}

/** Without framing, only compressed data can tell that the connection was cut. */
export function cutShort({ framed }: AnswerHead): DecompressionOptions["cutShort"] {
  return framed ? "BAD_FORMAT" : "SOURCE_UNAVAILABLE";
}

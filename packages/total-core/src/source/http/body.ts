import { quote } from "../../basics/quote.js";
import type { DecompressionOptions } from "../compression/faults.js";
import { gunzip } from "../compression/gunzip.js";
import { codingOf, contentLength } from "./body-headers.js";
import { httpFault } from "./fault.js";
import type { Answer } from "./follow.js";
import type { Tries } from "./tries.js";
import { wholeBody } from "./whole-body.js";

/**
 * The bytes of an answer, decoded. An answer whose end could not be told from a cut is refused before it is read.
 *
 * @param isSelfDelimiting whether the format itself shows where the body ends
 * @throws TotalError, from here: UNSUPPORTED for another encoding than gzip, SOURCE_UNAVAILABLE for a body that cannot show
 * that it is whole; from the bytes: BAD_FORMAT where their gzip is damaged, and what
 * {@link wholeBody} throws
 */
export function bodyOf(answer: Answer, tries: Tries, isSelfDelimiting: boolean): AsyncIterable<Uint8Array> {
  const { name } = tries;
  const checkedCoding = (header: string, known: readonly string[]) => {
    const coding = codingOf(answer, header);
    if (coding === undefined || known.includes(coding)) return coding;
    const expected = `the ${header} ${known[0]} or none`;
    throw httpFault("UNSUPPORTED", name, { expected, got: quote(coding) });
  };
  checkedCoding("Transfer-Encoding", ["chunked"]);
  const isGzip = checkedCoding("Content-Encoding", ["gzip", "x-gzip"]) !== undefined;
  if (!answer.framed && !isGzip && !isSelfDelimiting) {
    const expected = "a Content-Length or chunked framing, to show that the answer is whole";
    throw httpFault("SOURCE_UNAVAILABLE", name, { expected, got: "neither" });
  }
  const bytes = wholeBody(answer, tries);
  if (answer.mayBeDecoded && !isSelfDelimiting) return ofItsLength(bytes, answer, name);
  return isGzip ? gunzip(bytes, { name, cutShort: cutShort(answer) }) : bytes;
}

/** @throws TotalError SOURCE_UNAVAILABLE where they are not as many as Content-Length says */
async function* ofItsLength(
  pieces: AsyncIterable<Uint8Array>,
  answer: Answer,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const length = contentLength(answer);
  const fault = (got: string) => {
    const expected = `the ${length} bytes of its Content-Length, because its Content-Encoding cannot be read`;
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

/** Without framing, only compressed data can tell that the connection was cut. */
export function cutShort({ framed }: Answer): DecompressionOptions["cutShort"] {
  return framed ? "BAD_FORMAT" : "SOURCE_UNAVAILABLE";
}

import { quote } from "../../basics/quote.js";
import type { DecompressionOptions } from "../compression/faults.js";
import { gunzip } from "../compression/gunzip.js";
import { codingOf } from "./coding.js";
import type { Answer } from "./follow.js";
import { integer } from "./content-range.js";
import { httpFault } from "./fault.js";
import { wholeBody, type Reading } from "./whole-body.js";

interface BodyOptions extends Reading {
  /** Whether the format itself shows where the body ends. */
  readonly isSelfDelimiting: boolean;
}

/**
 * The bytes of an answer, decoded. An answer whose end could not be told from a cut is refused before it is read.
 *
 * @throws TotalError, from here: UNSUPPORTED for another encoding than gzip, SOURCE_UNAVAILABLE for a body that cannot show
 * that it is whole; from the bytes: BAD_FORMAT where their gzip is damaged, and what
 * {@link wholeBody} throws
 */
export function bodyOf(
  answer: Answer,
  { isSelfDelimiting, ...reading }: BodyOptions,
): AsyncIterable<Uint8Array> {
  const { name } = reading;
  const transferCoding = codingOf(answer, "transfer-encoding");
  if (transferCoding !== undefined && transferCoding !== "chunked") {
    throw httpFault("UNSUPPORTED", name, {
      expected: "the Transfer-Encoding chunked or none",
      got: quote(transferCoding),
    });
  }
  const encoding = codingOf(answer, "content-encoding");
  const isGzip = encoding === "gzip" || encoding === "x-gzip";
  if (encoding !== undefined && !isGzip) {
    throw httpFault("UNSUPPORTED", name, {
      expected: "the Content-Encoding gzip or none",
      got: quote(encoding),
    });
  }
  if (!answer.framed && !isGzip && !isSelfDelimiting) {
    const expected = "a Content-Length or chunked framing, to show that the answer is whole";
    throw httpFault("SOURCE_UNAVAILABLE", name, { expected, got: "neither" });
  }
  const bytes = wholeBody(answer, reading);
  if (answer.mayBeDecoded && !isSelfDelimiting) return ofItsLength(bytes, answer, name);
  return isGzip ? gunzip(bytes, { name, cutShort: cutShort(answer) }) : bytes;
}

/** @throws TotalError SOURCE_UNAVAILABLE where they are not as many as Content-Length says */
async function* ofItsLength(
  pieces: AsyncIterable<Uint8Array>,
  answer: Answer,
  name: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const length = integer(answer.header("content-length"));
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

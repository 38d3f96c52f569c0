import { quote } from "../../errors.js";
import type { DecompressionOptions } from "../compression/faults.js";
import { gunzip } from "../compression/gunzip.js";
import type { Answer } from "./follow.js";
import { httpFault } from "./http-fault.js";
import { shownFailure } from "./network-failure.js";
import type { TimeLimits } from "./time-limits.js";

interface BodyOptions {
  /** Whether what is in it shows by itself where it ends. */
  readonly isSelfDelimiting: boolean;
  readonly name: string;
  readonly limits: TimeLimits;
}

/**
 * The bytes of an answer, decoded. It is refused here, before it is read, where its end could not be told
 * from a cut.
 *
 * @throws TotalError, from here: UNSUPPORTED for another encoding than gzip, SOURCE_UNAVAILABLE for a body of
 * which nobody could tell that it is whole; from the bytes: SOURCE_UNAVAILABLE where they are cut, BAD_FORMAT
 * where their gzip is damaged, SOURCE_TIMEOUT
 */
export function bodyOf(
  answer: Answer,
  { isSelfDelimiting, name, limits }: BodyOptions,
): AsyncIterable<Uint8Array> {
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
  const bytes = timedBody(answer, name, limits);
  return isGzip ? gunzip(bytes, { name, cutShort: cutShort(answer) }) : bytes;
}

/** Without framing, only compressed data can tell that the connection was cut. */
export function cutShort({ framed }: Answer): DecompressionOptions["cutShort"] {
  return framed ? "BAD_FORMAT" : "SOURCE_UNAVAILABLE";
}

/** Whether the answer as a whole was compressed on its way, whatever is in it. */
export function isCompressed(answer: Answer): boolean {
  return codingOf(answer, "content-encoding") !== undefined;
}

function codingOf(answer: Answer, header: "content-encoding" | "transfer-encoding"): string | undefined {
  const coding = answer.header(header)?.trim().toLowerCase();
  return coding === "" || coding === "identity" ? undefined : coding;
}

async function* timedBody(
  { body }: Answer,
  name: string,
  limits: TimeLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const chunks = body[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await limits.wait(chunks.next(), "more of the answer").catch((cause: unknown) => {
      if (limits.signal.aborted) throw limits.signal.reason;
      throw httpFault("SOURCE_UNAVAILABLE", name, {
        expected: "the whole answer",
        got: shownFailure(cause),
        cause,
      });
    });
    if (done === true) return;
    yield value;
  }
}

/** The headers of an answer that describe its body. */
import type { AnswerHead } from "./transport.js";

type Headers = Pick<AnswerHead, "header">;

/** How an answer's bytes are encoded, RFC 9110, section 8.4, or on their way, RFC 9112, section 6.1: in lower case. */
export function codingOf(answer: Headers, header: string): string | undefined {
  const coding = answer.header(header.toLowerCase())?.trim().toLowerCase();
  return coding === "" || coding === "identity" ? undefined : coding;
}

/** Whether the answer was compressed for the transfer. */
export function isCompressed(answer: Headers): boolean {
  return codingOf(answer, "content-encoding") !== undefined;
}

/** Whether the body is certainly the content without any Content-Encoding, and a cut would show. */
export function isIdentity(answer: AnswerHead): boolean {
  return answer.framed && !answer.mayBeDecoded && !isCompressed(answer);
}

/** The header Content-Length. */
export function contentLength(answer: Headers): number | undefined {
  return integer(answer.header("content-length"));
}

/** How many bytes the decoded body has, where the answer tells. */
export function storedLength(answer: AnswerHead): number | undefined {
  return isIdentity(answer) ? contentLength(answer) : undefined;
}

/** The part of the whole content that an answer has. */
interface ContentRange {
  /** The offsets of its first and last byte; `undefined` where the answer has no part. */
  readonly first: number | undefined;
  readonly last: number | undefined;
  /** The length of the whole content. */
  readonly length: number;
}

/** The header Content-Range, RFC 9110, section 14.4, if it tells the length of the whole: `bytes 5-9/10`. */
export function contentRange(answer: AnswerHead): ContentRange | undefined {
  const value = answer.header("content-range") ?? "";
  const [, first, last, length] = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/i.exec(value) ?? [];
  const whole = integer(length);
  return whole === undefined ? undefined : { first: integer(first), last: integer(last), length: whole };
}

/** A number of bytes in a header; `undefined` where there is none, or one past 2^53. */
function integer(digits: string | undefined): number | undefined {
  const number = /^\d+$/.test(digits ?? "") ? Number(digits) : NaN;
  return Number.isSafeInteger(number) ? number : undefined;
}

/** Tells whether two answers have the same content, so that a cut body can be resumed. */
import { codingOf, contentRange, isIdentity, storedLength } from "./body-headers.js";
import { shownStatus } from "./fault.js";
import type { Answer } from "./follow.js";
import type { HeaderFields } from "./transport.js";

/** A content that can be resumed at any of its bytes. */
export interface Content {
  /** Strong: the same one means the same bytes. */
  readonly etag: string;
  /** In bytes, where it is known. */
  readonly length: number | undefined;
  /** The address that gave it: an ETag says nothing about other addresses. */
  readonly url: URL;
  readonly contentType: string | undefined;
}

/**
 * The content of an answer of 200, if it can be resumed: its ETag is strong (RFC 9110, section 8.8.1), it was not encoded on its
 * way, a cut in it shows, and the server does not say that it knows no ranges.
 */
export function resumableContent(answer: Answer): Content | undefined {
  const etag = answer.header("etag");
  // RFC 9110, section 14.3: `bytes`, or `none`. Many servers that know ranges say nothing, and to ask does no harm.
  const hasRanges = /\bbytes\b/i.test(answer.header("accept-ranges") ?? "bytes");
  if (etag === undefined || !isStrong(etag) || !isPlain(answer) || !hasRanges) return undefined;
  return { etag, length: storedLength(answer), url: answer.url, contentType: answer.header("content-type") };
}

/** The headers that ask for what comes after the first `offset` bytes of this very content. */
export function headersForRest({ etag }: Content, offset: number): HeaderFields {
  // Before the first byte, any content will do.
  if (offset === 0) return {};
  return { range: `bytes=${offset}-`, ...ifSame(etag) };
}

/** Some servers know only one of the two; RFC 9110, section 13.2.2, defines both together. */
export function ifSame(etag: string): HeaderFields {
  return { "if-match": etag, "if-range": etag };
}

/**
 * Compares the answer to a request for the rest with the content.
 *
 * @returns the content, if the body of the answer is its rest; how it has changed, if it has; `undefined` for any other answer
 */
export function contentOfRest(
  answer: Answer,
  content: Content,
  offset: number,
): Content | { readonly change: string } | undefined {
  if (offset === 0) return answer.status === 200 ? contentOfSameKind(answer, content) : undefined;
  const change = changeOf(answer, content, offset);
  if (change !== undefined) return { change };
  const range = contentRange(answer);
  const isRest =
    answer.status === 206 &&
    isPlain(answer) &&
    // The query is not compared: it may be a signature, which differs each time.
    answer.url.origin === content.url.origin &&
    answer.url.pathname === content.url.pathname &&
    answer.header("etag") === content.etag &&
    range?.first === offset &&
    range.last === range.length - 1;
  return isRest ? { ...content, length: range.length } : undefined;
}

/** The body is decoded in the format of the first answer, so its media type and path must be the same. */
function contentOfSameKind(answer: Answer, { url, contentType }: Content): Content | undefined {
  const content = resumableContent(answer);
  const isSame = content?.contentType === contentType && content?.url.pathname === url.pathname;
  return isSame ? content : undefined;
}

/** How the content has changed, by the answer to a request for a range of it; `undefined` where nothing shows that it has. */
export function changeOf(
  answer: Answer,
  content: Pick<Content, "etag" | "length">,
  offset: number,
): string | undefined {
  const { status } = answer;
  if (status === 412) return shownStatus(answer);
  if (status !== 200 && status !== 206 && status !== 416) return undefined;
  const etag = answer.header("etag");
  // A server that compresses what it sends may make the same one weak.
  if (status !== 416 && etag !== undefined && etag.replace(/^W\//, "") !== content.etag)
    return "another ETag";
  const length = status === 200 ? storedLength(answer) : contentRange(answer)?.length;
  if (length === undefined) return undefined;
  const isSame = content.length === undefined ? length >= offset : length === content.length;
  return isSame ? undefined : "another length";
}

export function isStrong(etag: string): boolean {
  return STRONG_ETAG.test(etag);
}

const STRONG_ETAG = /^"[\u0021\u0023-\u007e\u0080-\u00ff]*"$/;

/** Whether the body is the content without any encoding, and a cut would show. */
export function isPlain(answer: Answer): boolean {
  return isIdentity(answer) && (codingOf(answer, "transfer-encoding") ?? "chunked") === "chunked";
}

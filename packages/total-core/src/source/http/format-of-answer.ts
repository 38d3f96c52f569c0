import { quote } from "../../basics/quote.js";
import {
  compressionFromMediaType,
  FORMAT_TABLE,
  formatFromMediaType,
  formatFromName,
  type Compression,
  type Format,
} from "../../contract/formats.js";
import type { Address } from "./address.js";
import { isCompressed } from "./body-headers.js";
import { httpFault } from "./fault.js";
import type { Answer } from "./follow.js";

export interface AnswerFormat {
  /** `undefined` where only the compression is known. */
  readonly format: Format | undefined;
  /** Whether the format is only that of the answer as a whole: it says nothing of the content if the first bytes show a compression. */
  readonly isOfWhole: boolean;
  readonly compression: Compression | undefined;
}

/**
 * The format of an answer: as the caller says, else by Content-Type (a known extension goes before a vague one), else by the extension.
 *
 * @param given the format that the caller names
 * @throws TotalError UNSUPPORTED where none of these tells a format, or for text in another charset than UTF-8
 */
export function formatOfAnswer(answer: Answer, address: Address, given: Format | undefined): AnswerFormat {
  const unsupported = (expected: string, got: string) =>
    httpFault("UNSUPPORTED", address.name, { expected, got });
  const contentType = answer.header("content-type");
  const { type, charset } = parsedContentType(contentType ?? "");
  const found = formatByClues(type, answer, address, given);
  if (found === undefined) {
    const got = contentType === undefined ? "no Content-Type" : quote(contentType);
    throw unsupported("a Content-Type that tells the format of numbers", got);
  }
  const isText = found.format === undefined || FORMAT_TABLE[found.format].isBinary !== true;
  const isOfText = isText && compressionFromMediaType(type) === undefined;
  if (isOfText && charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupported("the charset UTF-8", quote(charset));
  }
  return found;
}

/** Servers send these types for whatever they do not know. */
const VAGUE_MEDIA_TYPES: readonly string[] = ["application/octet-stream", "text/plain"];

function formatByClues(
  type: string,
  answer: Answer,
  { url }: Address,
  given: Format | undefined,
): AnswerFormat | undefined {
  const byType = formatFromMediaType(type);
  const isClear = byType !== undefined && !VAGUE_MEDIA_TYPES.includes(type);
  // The address that the caller named, and the one that answered: the first with a known extension counts.
  const byName = [url, answer.url]
    .map(({ pathname }) => formatFromName(pathname))
    .find(({ format, compression }) => format !== undefined || compression !== undefined);
  // A clear type may be that of the compressed answer or of its content: the first bytes will show which.
  const told = isClear ? undefined : (compressionFromMediaType(type) ?? byName?.compression);
  // A Content-Encoding stands for the compression that the name may tell of.
  const compression = isCompressed(answer) ? undefined : told;
  const format = given ?? (isClear ? byType : byName?.format);
  if (format !== undefined || told !== undefined) return { format, isOfWhole: false, compression };
  return byType && { format: byType, isOfWhole: true, compression };
}

/** RFC 9110, section 8.3.1. */
function parsedContentType(value: string): { readonly type: string; readonly charset: string | undefined } {
  const charset = /;[\t ]*charset=(?:"([^"]*)"|([^\s;]*))/i.exec(value);
  return {
    type: value.replace(/;.*$/s, "").trim().toLowerCase(),
    charset: charset?.[1] ?? charset?.[2],
  };
}

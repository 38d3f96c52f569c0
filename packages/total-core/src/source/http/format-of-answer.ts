import { quote } from "../../basics/quote.js";
import { type TotalError } from "../../contract/errors.js";
import {
  compressionFromMediaType,
  formatFromMediaType,
  formatFromName,
  type Compression,
  type NameFormat,
} from "../../contract/formats.js";
import type { Format } from "../../contract/numbers-api.js";
import { httpFault } from "./fault.js";

interface AnswerClues {
  /** What the caller says. */
  readonly given: Format | undefined;
  readonly contentType: string | undefined;
  /** Whether a Content-Encoding takes off the compression that the name may tell of. */
  readonly isEncoded: boolean;
  /** The address named, and the one that answered: their extensions count, in this order. */
  readonly urls: readonly URL[];
  /** What errors call the address. */
  readonly name: string;
}

export interface AnswerFormat {
  /** `undefined` for what is compressed and does not tell more. */
  readonly format: Format | undefined;
  /** Whether it says nothing of what is inside, should the first bytes show that it is compressed. */
  readonly isOfWhole: boolean;
  readonly compression: Compression | undefined;
}

/**
 * The format of an answer: as the caller says, else by Content-Type (where that is vague, a known extension
 * goes before it), else by the extension.
 *
 * @throws TotalError UNSUPPORTED where that leads to none, or to text in another charset than UTF-8
 */
export function formatOfAnswer(clues: AnswerClues): AnswerFormat {
  const { type, charset } = parsedContentType(clues.contentType ?? "");
  const format = formatByClues(type, clues);
  const isText = format.format !== "f64" && format.format !== "parquet";
  const isOfText = isText && compressionFromMediaType(type) === undefined;
  if (isOfText && charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupported(clues, "the charset UTF-8", quote(charset));
  }
  return format;
}

/** They say little: servers use them for whatever they do not know. */
const VAGUE_MEDIA_TYPES: readonly string[] = ["application/octet-stream", "text/plain"];

function formatByClues(type: string, clues: AnswerClues): AnswerFormat {
  const byType = formatFromMediaType(type);
  const isClear = byType !== undefined && !VAGUE_MEDIA_TYPES.includes(type);
  const byName = nameFormat(clues.urls);
  // Whether a clear type is that of the whole or of what is inside, the first bytes will show.
  const told = isClear ? undefined : (compressionFromMediaType(type) ?? byName.compression);
  const compression = clues.isEncoded ? undefined : told;
  const format = clues.given ?? (isClear ? byType : byName.format);
  if (format !== undefined) return { format, isOfWhole: false, compression };
  if (told !== undefined) return { format: undefined, isOfWhole: false, compression };
  if (byType !== undefined) return { format: byType, isOfWhole: true, compression };
  const got = clues.contentType === undefined ? "no Content-Type" : quote(clues.contentType);
  throw unsupported(clues, "a Content-Type that tells the format of numbers", got);
}

function nameFormat(urls: readonly URL[]): NameFormat {
  const formats = urls.map((url) => formatFromName(url.pathname));
  return formats.find(isKnown) ?? { format: undefined, compression: undefined };
}

function isKnown({ format, compression }: NameFormat): boolean {
  return format !== undefined || compression !== undefined;
}

function unsupported({ name }: AnswerClues, expected: string, got: string): TotalError {
  return httpFault("UNSUPPORTED", name, { expected, got });
}

/** RFC 9110, section 8.3.1. */
function parsedContentType(value: string): { readonly type: string; readonly charset: string | undefined } {
  const charset = /;[\t ]*charset=(?:"([^"]*)"|([^\s;]*))/i.exec(value);
  return {
    type: value.replace(/;.*$/s, "").trim().toLowerCase(),
    charset: charset?.[1] ?? charset?.[2],
  };
}

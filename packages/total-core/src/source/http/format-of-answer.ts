import { quote } from "../../basics/quote.js";
import { type TotalError } from "../../contract/errors.js";
import {
  compressionFromMediaType,
  FORMAT_TABLE,
  formatFromMediaType,
  formatFromName,
  type Compression,
  type Format,
  type NameFormat,
} from "../../contract/formats.js";
import { httpFault } from "./fault.js";

interface AnswerClues {
  /** What the caller says. */
  readonly given: Format | undefined;
  readonly contentType: string | undefined;
  /** Whether a Content-Encoding stands for the compression that the name may tell of. */
  readonly isEncoded: boolean;
  /** The address that the caller named, and the one that answered: the first with a known extension counts. */
  readonly urls: readonly URL[];
  /** What errors call the address. */
  readonly name: string;
}

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
 * @throws TotalError UNSUPPORTED where none of these tells a format, or for text in another charset than UTF-8
 */
export function formatOfAnswer(clues: AnswerClues): AnswerFormat {
  const { type, charset } = parsedContentType(clues.contentType ?? "");
  const format = formatByClues(type, clues);
  const isText = format.format === undefined || FORMAT_TABLE[format.format].isBinary !== true;
  const isOfText = isText && compressionFromMediaType(type) === undefined;
  if (isOfText && charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupported(clues, "the charset UTF-8", quote(charset));
  }
  return format;
}

/** Servers send these types for whatever they do not know. */
const VAGUE_MEDIA_TYPES: readonly string[] = ["application/octet-stream", "text/plain"];

function formatByClues(type: string, clues: AnswerClues): AnswerFormat {
  const byType = formatFromMediaType(type);
  const isClear = byType !== undefined && !VAGUE_MEDIA_TYPES.includes(type);
  const byName = nameFormat(clues.urls);
  // A clear type may be that of the compressed answer or of its content: the first bytes will show which.
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

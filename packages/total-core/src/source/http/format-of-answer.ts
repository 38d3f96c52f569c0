import { quote, type TotalError } from "../../errors.js";
import { formatFromMediaType, formatFromName, type NameFormat } from "../../formats.js";
import type { Format } from "../../numbers-api.js";
import { httpFault } from "./http-fault.js";

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

/**
 * The format of an answer: as the caller says, else by Content-Type (where that is vague, a known extension
 * goes before it), else by the extension.
 *
 * @throws TotalError UNSUPPORTED where that leads to none, to a compressed file, or to text in another
 * charset than UTF-8
 */
export function formatOfAnswer(clues: AnswerClues): Format {
  const { type, charset } = parsedContentType(clues.contentType ?? "");
  const format = clues.given ?? formatByClues(type, clues);
  if (format !== "f64" && format !== "parquet" && charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupported(clues, "the charset UTF-8", quote(charset));
  }
  return format;
}

/** They say little: servers use them for whatever they do not know. */
const VAGUE_MEDIA_TYPES: readonly string[] = ["application/octet-stream", "text/plain"];

function formatByClues(type: string, clues: AnswerClues): Format {
  const byType = formatFromMediaType(type);
  if (byType !== undefined && !VAGUE_MEDIA_TYPES.includes(type)) return byType;
  const { format: byExtension, compression } = nameFormat(clues.urls);
  if (compression !== undefined && !clues.isEncoded) {
    throw unsupported(clues, "numbers that are not compressed", `a name that tells of ${compression}`);
  }
  const format = byExtension ?? byType;
  if (format !== undefined) return format;
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

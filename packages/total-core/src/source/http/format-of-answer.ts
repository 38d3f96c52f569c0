import { quote } from "../../basics/quote.js";
import { formatFromName, type Format } from "../../contract/formats.js";
import type { GivenCompression } from "../compression/read-through.js";
import { mediaType, otherCharset, type MediaType } from "../media-type.js";
import { isCompressed } from "./body-headers.js";
import { httpFault } from "./fault.js";
import type { AnswerHead } from "./transport.js";

export interface AnswerFormat {
  /** `undefined` where only the compression is known. */
  readonly format: Format | undefined;
  /** Whether the format is only that of the answer as a whole: it says nothing of the content if the first bytes show a compression. */
  readonly isOfWhole: boolean;
  readonly compression: GivenCompression | undefined;
}

/** The caller's words on an answer. */
export interface GivenFormat {
  readonly format: Format | undefined;
  readonly compression: GivenCompression | undefined;
}

/** The signs of an answer's format. */
export interface AnswerClues {
  readonly header: AnswerHead["header"];
  /** The paths of the address that the caller named, and of the one that answered: the first with a known extension counts. */
  readonly paths: readonly string[];
  /** The address in errors. */
  readonly name: string;
}

/**
 * The format of an answer: as the caller says, else by Content-Type (a known extension goes before a vague one), else by the extension.
 *
 * @throws TotalError UNSUPPORTED where none of these tells a format, or for text in another charset than UTF-8
 */
export function formatOfAnswer(answer: AnswerClues, given: GivenFormat): AnswerFormat {
  const unsupported = (expected: string, got: string) =>
    httpFault("UNSUPPORTED", answer.name, { expected, got });
  const contentType = answer.header("content-type");
  const type = mediaType(contentType ?? "");
  const found = formatByClues(type, answer, given);
  if (found === undefined) {
    const got = contentType === undefined ? "no Content-Type" : quote(contentType);
    throw unsupported("a Content-Type that tells the format of numbers", got);
  }
  const charset = otherCharset(type, found.format);
  if (charset !== undefined) throw unsupported("the charset UTF-8", quote(charset));
  return found;
}

function formatByClues(type: MediaType, answer: AnswerClues, given: GivenFormat): AnswerFormat | undefined {
  const byName = answer.paths
    .map((path) => formatFromName(path))
    .find(({ format, compression }) => format !== undefined || compression !== undefined);
  // A clear type may be that of the compressed answer or of its content: the first bytes will show which.
  const clue = type.isClear ? undefined : (type.compression ?? byName?.compression);
  const told = given.compression ?? clue;
  // A Content-Encoding stands for the compression that the name or the caller may tell of.
  const compression = isCompressed(answer) && told !== "none" ? undefined : told;
  const format = given.format ?? (type.isClear ? type.format : byName?.format);
  if (format !== undefined || (told ?? "none") !== "none") return { format, isOfWhole: false, compression };
  return type.format && { format: type.format, isOfWhole: true, compression };
}

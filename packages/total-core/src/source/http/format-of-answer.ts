import { quote } from "../../errors.js";
import { formatOfMediaType, formatOfName } from "../../formats.js";
import type { Format } from "../../numbers-api.js";
import { httpFault } from "./http-fault.js";

/** They say little: servers use them for whatever they do not know. */
const VAGUE_MEDIA_TYPES: readonly string[] = ["application/octet-stream", "text/plain"];

/**
 * The format of an answer: as the caller says, else by Content-Type (where that is vague, a known extension goes before it), else
 * by the extension.
 *
 * @param name what errors call the address
 * @throws TotalError UNSUPPORTED where that leads to none, or to text in another charset than UTF-8
 */
export function formatOfAnswer({
  given,
  contentType,
  urls,
  name,
}: {
  readonly given: Format | undefined;
  readonly contentType: string | undefined;
  /** The address named, and the one that answered: their extensions count, in this order. */
  readonly urls: readonly URL[];
  readonly name: string;
}): Format {
  const { type, charset } = parsedContentType(contentType ?? "");
  const byType = formatOfMediaType(type);
  const byExtension = urls.map((url) => formatOfName(url.pathname)).find((format) => format !== undefined);
  const format =
    given ?? (VAGUE_MEDIA_TYPES.includes(type) ? (byExtension ?? byType) : (byType ?? byExtension));
  if (format === undefined) {
    const got = contentType === undefined ? "no Content-Type" : quote(contentType);
    throw httpFault("UNSUPPORTED", name, {
      expected: "a Content-Type that tells the format of numbers",
      got,
    });
  }
  if (format !== "f64" && format !== "parquet" && charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw httpFault("UNSUPPORTED", name, { expected: "the charset UTF-8", got: quote(charset) });
  }
  return format;
}

/** RFC 9110, section 8.3.1. */
function parsedContentType(value: string): { readonly type: string; readonly charset: string | undefined } {
  const charset = /;[\t ]*charset=(?:"([^"]*)"|([^\s;]*))/i.exec(value);
  return {
    type: value.replace(/;.*$/s, "").trim().toLowerCase(),
    charset: charset?.[1] ?? charset?.[2],
  };
}

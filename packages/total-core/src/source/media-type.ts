/** The meaning of a media type for bytes, wherever it stands: in a header, or in a Blob. */
import {
  compressionFromMediaType,
  FORMAT_TABLE,
  formatFromMediaType,
  type Compression,
  type Format,
} from "../contract/formats.js";

/** Servers and systems name these types for whatever they do not know. */
const VAGUE_MEDIA_TYPES: readonly string[] = ["application/octet-stream", "text/plain"];

export interface MediaType {
  readonly format: Format | undefined;
  readonly compression: Compression | undefined;
  /** Whether it says more than that the bytes are text, or bytes. */
  readonly isClear: boolean;
  readonly charset: string | undefined;
}

/** @param value with its parameters, RFC 9110, section 8.3.1: `text/csv; charset=utf-8` */
export function mediaType(value: string): MediaType {
  const type = value.replace(/;.*$/s, "").trim().toLowerCase();
  const charset = /;[\t ]*charset=(?:"([^"]*)"|([^\s;]*))/i.exec(value);
  const format = formatFromMediaType(type);
  return {
    format,
    compression: compressionFromMediaType(type),
    isClear: format !== undefined && !VAGUE_MEDIA_TYPES.includes(type),
    charset: charset?.[1] ?? charset?.[2],
  };
}

/**
 * The charset of text, if it is another one than UTF-8.
 * @param format of the bytes, as far as it is known
 */
export function otherCharset(
  { compression, charset }: MediaType,
  format: Format | undefined,
): string | undefined {
  const isText = format === undefined || FORMAT_TABLE[format].isBinary !== true;
  if (!isText || compression !== undefined || charset === undefined) return undefined;
  return /^utf-?8$/i.test(charset) ? undefined : charset;
}

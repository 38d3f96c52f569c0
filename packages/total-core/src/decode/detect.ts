/** Tells the format of bytes by how they begin, where nothing else tells it. */
import { TotalError } from "../contract/errors.js";
import {
  beginsWith,
  exactly,
  FORMAT_TABLE,
  FORMATS,
  type Format,
  type PrefixOptions,
} from "../contract/formats.js";
import { NO_SINK } from "../contract/sink.js";
import { isWhiteSpace, LF, OPEN_ARRAY, OPEN_OBJECT } from "../basics/ascii.js";
import { BYTE_ORDER_MARK } from "./byte-order-mark.js";
import { JsonReader } from "./json/reader.js";

const MARK = exactly(BYTE_ORDER_MARK);

/**
 * The format whose row in the table has the first bytes; else CSV where an option was given that only tables have; else by the first byte that
 * is no white space: `[` is JSON; `{` is NDJSON, but JSON where that object spans lines or a path of `field` meets an array in it; anything else
 * is text, or JSON where a `field` was given. With options of CSV and a `field`, `[` and `{` mean the same and anything else is CSV.
 *
 * @param prefix the first bytes of a source, without a compression; 64 KiB are enough for all but unusual ones
 * @returns `undefined` where more bytes are needed
 */
export function formatFromPrefix(prefix: Uint8Array, options: PrefixOptions): Format | undefined {
  const { isAll, field } = options;
  for (const format of FORMATS) {
    const { firstBytes } = FORMAT_TABLE[format];
    const begins = firstBytes !== undefined && beginsWith(firstBytes, prefix);
    if (begins === true) return format;
    if (begins === undefined && !isAll) return undefined;
  }
  const isCsv = saysCsv(options);
  if (isCsv && field === undefined) return "csv";
  const other = isCsv ? "csv" : field === undefined ? "text" : "json";
  const hasMark = beginsWith(MARK, prefix);
  if (hasMark === undefined && !isAll) return undefined;
  let start = hasMark === true ? MARK.length : 0;
  while (start < prefix.length && isWhiteSpace(prefix[start]!)) start++;
  if (start === prefix.length) return isAll ? other : undefined;
  if (prefix[start] === OPEN_ARRAY) return "json";
  if (prefix[start] === OPEN_OBJECT) return formatFromObject(prefix.subarray(start), options);
  return other;
}

function saysCsv({ column, by, delimiter, header, quotes, skipLines, comment }: PrefixOptions): boolean {
  const given = [column, by, delimiter, header, skipLines, comment];
  return given.some((value) => value !== undefined) || quotes === false;
}

function formatFromObject(prefix: Uint8Array, { isAll, field }: PrefixOptions): Format | undefined {
  const lineEnd = prefix.indexOf(LF);
  const line = lineEnd < 0 ? prefix : prefix.subarray(0, lineEnd);
  const reader = new JsonReader({ sink: NO_SINK, skipInvalid: false, field });
  try {
    reader.push(line);
  } catch (error) {
    // The decoder will throw it again.
    if (!(error instanceof TotalError)) throw error;
  }
  const { isOpen, hadArray } = reader.progress;
  if (hadArray || (isOpen && lineEnd >= 0)) return "json";
  return lineEnd >= 0 || !isOpen || isAll ? "ndjson" : undefined;
}

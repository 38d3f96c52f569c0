/** Which format some bytes have, where nobody said: by how they begin. */
import { TotalError } from "../contract/errors.js";
import type { Compression, PrefixOptions } from "../contract/formats.js";
import type { Format } from "../contract/numbers-api.js";
import type { NumbersSink } from "../contract/sink.js";
import { isWhiteSpace, LF, OPEN_ARRAY, OPEN_OBJECT } from "../basics/ascii.js";
import { BYTE_ORDER_MARK } from "./byte-order-mark.js";
import { JsonReader } from "./json/reader.js";

const MAGICS: readonly (readonly [bytes: Uint8Array, is: "parquet" | Compression])[] = [
  [new TextEncoder().encode("PAR1"), "parquet"],
  [Uint8Array.of(0x1f, 0x8b), "gzip"],
  [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), "zstd"],
];

/**
 * Parquet, gzip and zstd by their magic; `[` is JSON; `{` is NDJSON, but JSON where that object spans lines, or where `field` leads to an array
 * in it; anything else is text, or JSON where a `field` was named. Where a `column`, or something else that only CSV has, was named, all but the
 * magics is CSV, or what does not look like JSON where a `field` was named as well. A byte-order mark and white space before are looked past.
 *
 * @param prefix the first bytes of a source; 64 KiB are enough for all but odd ones
 * @returns `undefined` where more bytes are needed
 */
export function formatFromPrefix(
  prefix: Uint8Array,
  options: PrefixOptions,
): Format | Compression | undefined {
  const { isAll, field } = options;
  for (const [magic, is] of MAGICS) {
    const matched = matchedBytes(magic, prefix);
    if (matched === magic.length) return is;
    if (matched === prefix.length && !isAll) return undefined;
  }
  const isCsv = saysCsv(options);
  if (isCsv && field === undefined) return "csv";
  const other = isCsv ? "csv" : field === undefined ? "text" : "json";
  const mark = matchedBytes(BYTE_ORDER_MARK, prefix);
  if (mark === prefix.length && !isAll) return undefined;
  let start = mark === BYTE_ORDER_MARK.length ? mark : 0;
  while (start < prefix.length && isWhiteSpace(prefix[start]!)) start++;
  if (start === prefix.length) return isAll ? other : undefined;
  if (prefix[start] === OPEN_ARRAY) return "json";
  if (prefix[start] === OPEN_OBJECT) return formatFromObject(prefix.subarray(start), options);
  return other;
}

function saysCsv({ column, by, delimiter, header, quotes }: PrefixOptions): boolean {
  return [column, by, delimiter, header].some((named) => named !== undefined) || quotes === false;
}

/** How many bytes at the start of `prefix` are those of `magic`. */
function matchedBytes(magic: Uint8Array, prefix: Uint8Array): number {
  let i = 0;
  while (i < magic.length && i < prefix.length && magic[i] === prefix[i]) i++;
  return i;
}

function formatFromObject(prefix: Uint8Array, { isAll, field }: PrefixOptions): Format | undefined {
  const lineEnd = prefix.indexOf(LF);
  const line = lineEnd < 0 ? prefix : prefix.subarray(0, lineEnd);
  const { isOpen, hadList } = probe(line, field);
  if (hadList || (isOpen && lineEnd >= 0)) return "json";
  return lineEnd >= 0 || !isOpen || isAll ? "ndjson" : undefined;
}

/** Reads the beginning of an object: is it still open, and has the field led to an array? */
function probe(bytes: Uint8Array, field: string | undefined): { isOpen: boolean; hadList: boolean } {
  const decoder = new JsonReader({ sink: NOWHERE, skipInvalid: false, field });
  try {
    decoder.push(bytes);
  } catch (error) {
    // Whoever decodes it will say so.
    if (!(error instanceof TotalError)) throw error;
  }
  return decoder.progress;
}

const NOWHERE: NumbersSink = { decimal() {}, doubles() {}, empty() {}, skipped() {} };

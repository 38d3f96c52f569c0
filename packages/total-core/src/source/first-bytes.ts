/** Looks at the first bytes of a source, wherever they are cut. They stay to be read. */
import { beginsWith, COMPRESSIONS, type Compression } from "../contract/formats.js";
import type { Format, FormatOptions } from "../contract/numbers-api.js";
import { formatFromPrefix } from "../decode/index.js";
import type { ByteReader } from "./byte-reader.js";

/** More than these are not looked at. */
export const LOOKAHEAD_BYTES = 65_536;

/** @param format as far as it is known: where any bytes may be numbers, a magic number alone proves nothing */
export async function compressionOf(
  input: ByteReader,
  format: Format | undefined,
): Promise<Compression | undefined> {
  const found = await ofPrefix(input, (prefix, isAll) =>
    compressionFromPrefix(prefix, { isAll, isBinary: format === "f64" }),
  );
  return found === "none" ? undefined : found;
}

/**
 * Tells how data are compressed by how they begin.
 *
 * @param clues.isAll there are no more bytes
 * @param clues.isBinary whether any bytes at all may be numbers, as in `f64`: then more of the header than the magic number has to fit
 * @returns `undefined` where more bytes are needed; never where these are all
 */
export function compressionFromPrefix(
  prefix: Uint8Array,
  { isAll, isBinary }: { readonly isAll: boolean; readonly isBinary: boolean },
): Compression | "none" | undefined {
  for (const compression of Object.keys(COMPRESSIONS) as Compression[]) {
    const { firstBytes, header } = COMPRESSIONS[compression];
    for (const pattern of isBinary ? [header] : firstBytes) {
      const begins = beginsWith(pattern, prefix);
      if (begins === true) return compression;
      if (begins === undefined && !isAll) return undefined;
    }
  }
  return "none";
}

/** The format of bytes that are not compressed. */
export function formatOf(input: ByteReader, options: FormatOptions): Promise<Format> {
  return ofPrefix(input, (prefix, isAll) => formatFromPrefix(prefix, { ...options, isAll }));
}

/** @param tell knows the answer at the latest where there are no more bytes to be looked at */
async function ofPrefix<T>(
  input: ByteReader,
  tell: (prefix: Uint8Array, isAll: boolean) => T | undefined,
): Promise<T> {
  for (let length = 1; ;) {
    const prefix = (await input.peek(length)).subarray(0, LOOKAHEAD_BYTES);
    const isAll = prefix.length < length || prefix.length === LOOKAHEAD_BYTES;
    const found = tell(prefix, isAll);
    if (found !== undefined || isAll) return found!;
    // Each look begins at the first byte: a look at each piece would take the square of the time where pieces are of a byte.
    length = Math.min(2 * prefix.length, LOOKAHEAD_BYTES);
  }
}

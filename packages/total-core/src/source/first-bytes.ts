/** Looks at the first bytes of a source, wherever they are cut. They stay to be read. */
import type { Compression } from "../contract/formats.js";
import type { Format, FormatOptions } from "../contract/numbers-api.js";
import { formatFromPrefix } from "../decode/index.js";
import type { ByteReader } from "./byte-reader.js";
import { compressionFromPrefix } from "./compression/prefix.js";

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

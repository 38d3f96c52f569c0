/** What the first bytes of a source tell, wherever they are cut. They are looked at and not taken. */
import type { Compression, FormatFromPrefix } from "../contract/formats.js";
import type { Format, FormatOptions } from "../contract/numbers-api.js";
import type { ByteReader } from "./byte-reader.js";
import { compressionFromPrefix } from "./compression/prefix.js";

/** @param format what is known of it: where any bytes may be numbers, a magic number alone proves nothing */
export async function compressionOf(
  input: ByteReader,
  format: Format | undefined,
): Promise<Compression | undefined> {
  for (let length = 1; ;) {
    const prefix = await input.peek(length);
    const isAll = prefix.length < length;
    const found = compressionFromPrefix(prefix, { isAll, isBinary: format === "f64" });
    if (found !== undefined) return found === "none" ? undefined : found;
    length = prefix.length + 1;
  }
}

/** How many of the first bytes are looked at for a format. */
const LOOKAHEAD_BYTES = 65_536;

export async function formatOf(
  input: ByteReader,
  formatFromPrefix: FormatFromPrefix,
  options: FormatOptions,
): Promise<Format> {
  for (let length = 1; ;) {
    const prefix = (await input.peek(length)).subarray(0, LOOKAHEAD_BYTES);
    const isAll = prefix.length < length || prefix.length === LOOKAHEAD_BYTES;
    const found = formatFromPrefix(prefix, { ...options, isAll });
    if (found !== undefined) return found;
    if (isAll) return "text";
    // Each look begins at the first byte: looking at every piece would take the square of the time where they are of a
    // byte each.
    length = Math.min(2 * prefix.length, LOOKAHEAD_BYTES);
  }
}

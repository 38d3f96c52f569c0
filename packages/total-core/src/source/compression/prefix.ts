import { beginsWith, COMPRESSIONS, type Compression } from "../../contract/formats.js";

export interface PrefixClues {
  /** There are no more bytes. */
  readonly isAll: boolean;
  /** Whether any bytes at all may be numbers, as in `f64`: then a magic number alone proves nothing, and more of the header has to fit. */
  readonly isBinary: boolean;
}

/**
 * Tells how data are compressed by how they begin.
 *
 * @returns `undefined` where more bytes are needed; never where these are all
 */
export function compressionFromPrefix(
  prefix: Uint8Array,
  { isAll, isBinary }: PrefixClues,
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

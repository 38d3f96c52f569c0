import type { Compression } from "../../contract/formats.js";

export interface PrefixClues {
  /** There are no more bytes. */
  readonly isAll: boolean;
  /** Whether any bytes at all may be numbers, as in `f64`: then a magic number alone proves nothing. */
  readonly isBinary: boolean;
}

/** Tells whether the byte at a place may stand there. */
type Pattern = readonly ((byte: number) => boolean)[];

const is = (expected: number) => (byte: number) => byte === expected;
const isAny = () => true;

/** RFC 8878, section 3.1.1. No text begins with any of these, and no header of a table. */
const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd].map(is);
/** RFC 8878, section 3.1.2: some compressors begin with what others skip. */
const ZSTD_SKIPPABLE_MAGIC = [(byte: number) => (byte & 0xf0) === 0x50, ...[0x2a, 0x4d, 0x18].map(is)];
const GZIP_MAGIC = [0x1f, 0x8b].map(is);

/** RFC 1952, section 2.3: method, flags, four bytes of time, extra flags, system. One number in 2^37 looks like this. */
const GZIP_HEADER: Pattern = [
  ...GZIP_MAGIC,
  is(8),
  (flags) => (flags & 0xe0) === 0,
  isAny,
  isAny,
  isAny,
  isAny,
  (extra) => extra === 0 || extra === 2 || extra === 4,
  (system) => system <= 13 || system === 255,
];
/** RFC 8878, section 3.1.1.1.1: the descriptor has a bit that is reserved. */
const ZSTD_HEADER: Pattern = [...ZSTD_MAGIC, (descriptor) => (descriptor & 0x08) === 0];

const PATTERNS: readonly (readonly [Pattern, Compression])[] = [
  [GZIP_MAGIC, "gzip"],
  [ZSTD_MAGIC, "zstd"],
  [ZSTD_SKIPPABLE_MAGIC, "zstd"],
];
const BINARY_PATTERNS: readonly (readonly [Pattern, Compression])[] = [
  [GZIP_HEADER, "gzip"],
  [ZSTD_HEADER, "zstd"],
];

/**
 * Tells how data are compressed by how they begin.
 *
 * @returns `undefined` where more bytes are needed, which never is where these are all
 */
export function compressionFromPrefix(
  prefix: Uint8Array,
  { isAll, isBinary }: PrefixClues,
): Compression | "none" | undefined {
  for (const [pattern, compression] of isBinary ? BINARY_PATTERNS : PATTERNS) {
    if (!pattern.every((matches, i) => i >= prefix.length || matches(prefix[i]!))) continue;
    if (prefix.length >= pattern.length) return compression;
    if (!isAll) return undefined;
  }
  return "none";
}

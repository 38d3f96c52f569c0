import * as zlib from "node:zlib";

interface Zstd {
  readonly zstdCompressSync?: (bytes: Uint8Array | string, options: object) => Buffer;
}

const { zstdCompressSync } = zlib as Zstd;

/** False before Node 22.15 and 23.8: tests that need it are skipped. */
export const hasZstd: boolean = zstdCompressSync !== undefined;

/** ZSTD_c_checksumFlag of zstd.h. */
const CHECKSUM_FLAG = 201;

/** One frame, with a checksum. */
export function zstd(bytes: Uint8Array | string): Buffer {
  if (zstdCompressSync === undefined) throw new Error("this Node has no zstd");
  return zstdCompressSync(bytes, { params: { [CHECKSUM_FLAG]: 1 } });
}

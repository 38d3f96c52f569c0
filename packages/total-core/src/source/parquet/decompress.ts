import type { ForwardReader } from "./forward-reader.js";

/** Decompresses the next `storedSize` bytes of a file in parts. Each is good until the next is asked for. */
export type Parts = (
  reader: ForwardReader,
  storedSize: number,
  size: number,
) => AsyncGenerator<Uint8Array, void, undefined>;

/**
 * Decompresses a page.
 * @param size of the decompressed page, as its header says
 * @returns the bytes that there are, which may be more or fewer
 */
export type Decompress = (bytes: Uint8Array, size: number) => Uint8Array;

export interface Codec {
  readonly decompress: Decompress;
  /** Decompresses a long page in parts; `undefined` where this codec cannot. */
  readonly parts?: Parts | undefined;
}

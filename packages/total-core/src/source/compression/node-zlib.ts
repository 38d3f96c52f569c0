/** Decompression by `node:zlib`, where a module that has it is loaded. Without it there is gzip as every runtime has it, and no zstd. */
import type { ByteReader } from "../byte-reader.js";
import type { CompressionFaults, DecompressionOptions } from "./faults.js";

type Pieces = AsyncGenerator<Uint8Array, void, undefined>;

export interface NodeZlib {
  /** `undefined` where the runtime has no `node:zlib`. */
  gunzip(input: ByteReader, faults: CompressionFaults): Pieces | undefined;
  unzstd(pieces: AsyncIterable<Uint8Array>, options: DecompressionOptions): Pieces;
}

let provided: NodeZlib | undefined;

/** A module that has it calls this when it is loaded. */
export function provideNodeZlib(zlib: NodeZlib): void {
  provided = zlib;
}

export function nodeZlib(): NodeZlib | undefined {
  return provided;
}

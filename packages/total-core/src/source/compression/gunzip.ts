import { quote } from "../../basics/quote.js";
import { ByteReader } from "../byte-reader.js";
import { nodeModule } from "../../basics/node-modules.js";
import { DECOMPRESSOR_OPTIONS, decompressed } from "./decompressed.js";
import { CompressionFaults, type DecompressionOptions } from "./faults.js";
import { takeGzipHeader } from "./gzip-header.js";

/**
 * Decompresses gzip data, RFC 1952, in constant memory, and takes nothing for whole that is not: Node's own
 * gunzip drops what follows a member if its first byte is not gzip's, and its fetch (Node 20) does not mind
 * data that end early.
 *
 * Each member's checksum and length are checked. After a member may come another, or zeros to the end.
 *
 * @param pieces each may be used again by whoever delivers it once the next is asked for; the same goes for those that come out
 * @throws TotalError BAD_FORMAT where the data are damaged or go on after their end, `cutShort` where they
 * end early
 */
export async function* gunzip(
  pieces: AsyncIterable<Uint8Array>,
  options: DecompressionOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const faults = new CompressionFaults("gzip", options);
  const input = new ByteReader(pieces);
  try {
    const zlib = nodeModule("node:zlib");
    if (zlib === undefined) throw faults.unsupported("data that are not compressed", "gzip data");
    do {
      await takeGzipHeader(input, faults, zlib.crc32);
      let crc = 0;
      let length = 0;
      const inflate = zlib.createInflateRaw(DECOMPRESSOR_OPTIONS);
      for await (const bytes of decompressed(input, inflate, faults)) {
        crc = zlib.crc32(bytes, crc);
        length += bytes.length;
        yield bytes;
      }
      await takeTrailer(input, faults, { crc, length });
    } while (await hasAnotherMember(input, faults));
  } finally {
    await input.leave();
  }
}

const TRAILER_BYTES = 8;

async function takeTrailer(
  input: ByteReader,
  faults: CompressionFaults,
  { crc, length }: { readonly crc: number; readonly length: number },
): Promise<void> {
  const trailer = await input.take(TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) throw faults.endedEarly();
  const view = new DataView(trailer.buffer);
  if (view.getUint32(0, true) !== crc) throw faults.damaged("gzip data that fit their checksum", "others");
  // The trailer holds the length modulo 2^32.
  if (view.getUint32(4, true) !== length % 2 ** 32)
    throw faults.damaged("gzip data of the length they tell", "others");
}

/** @throws TotalError where neither another member follows nor zeros to the end */
async function hasAnotherMember(input: ByteReader, faults: CompressionFaults): Promise<boolean> {
  let piece = await input.peek();
  if (piece.length > 0 && piece[0] !== 0) return true;
  for (; piece.length > 0; piece = await input.peek()) {
    const other = piece.findIndex((byte) => byte !== 0);
    if (other !== -1) throw faults.damaged("nothing but zeros after gzip data", quote(piece.subarray(other)));
    input.skip(piece.length);
  }
  return false;
}

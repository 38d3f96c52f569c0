import type { InflateRaw } from "node:zlib";
import { TotalError, quote } from "../errors.js";
import { ByteReader } from "./byte-reader.js";
import { GzipFaults, type GzipOptions } from "./gzip-faults.js";
import { takeGzipHeader } from "./gzip-header.js";
import { nodeModule } from "./node-modules.js";

export type { GzipOptions } from "./gzip-faults.js";

/** Bytes of output at a time. */
const OUTPUT_BYTES = 131_072;

/**
 * Decompresses gzip data, RFC 1952, in constant memory, and takes nothing for whole that is not: Node's own
 * gunzip drops what follows a member if its first byte is not gzip's, and its fetch (Node 20) does not mind
 * data that end early.
 *
 * Each member's checksum and length are checked. After a member may come another, or zeros to the end.
 *
 * @param pieces each may be used again by whoever delivers it once the next is asked for
 * @throws TotalError BAD_FORMAT where the data are damaged or go on after their end, `cutShort` where they
 * end early
 */
export async function* gunzip(
  pieces: AsyncIterable<Uint8Array>,
  options: GzipOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const zlib = nodeModule("node:zlib");
  if (zlib === undefined) {
    const fault = {
      place: { source: options.name },
      expected: "data that are not compressed",
      got: "gzip data",
    };
    throw new TotalError("UNSUPPORTED", fault);
  }
  const faults = new GzipFaults(options);
  const input = new ByteReader(pieces);
  try {
    do {
      await takeGzipHeader(input, faults, zlib.crc32);
      let crc = 0;
      let length = 0;
      for await (const bytes of inflated(input, zlib.createInflateRaw({ chunkSize: OUTPUT_BYTES }), faults)) {
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

/** Takes one member's deflate data and not a byte more. */
async function* inflated(
  input: ByteReader,
  inflate: InflateRaw,
  faults: GzipFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  const state: { hasEnded: boolean; failure?: unknown; wake?: () => void } = { hasEnded: false };
  inflate.on("readable", () => state.wake?.());
  inflate.once("end", () => {
    state.hasEnded = true;
    state.wake?.();
  });
  inflate.once("error", (error) => {
    state.failure = error;
    state.wake?.();
  });
  try {
    let taken = 0;
    while (!state.hasEnded) {
      const piece = await input.peek();
      if (piece.length === 0) throw faults.endedEarly();
      let isThrough = false;
      inflate.write(piece, () => {
        isThrough = true;
        state.wake?.();
      });
      for (;;) {
        const output = inflate.read() as Uint8Array | null;
        if (output !== null) yield output;
        else if (state.failure !== undefined)
          throw faults.damaged("gzip data", "damaged data", state.failure);
        else if (state.hasEnded || isThrough) break;
        else await new Promise<void>((resolve) => (state.wake = resolve));
      }
      // Where the data end within a piece, these are the bytes of it that belonged to them.
      input.skip(inflate.bytesWritten - taken);
      taken = inflate.bytesWritten;
    }
  } finally {
    inflate.destroy();
  }
}

const TRAILER_BYTES = 8;

async function takeTrailer(
  input: ByteReader,
  faults: GzipFaults,
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
async function hasAnotherMember(input: ByteReader, faults: GzipFaults): Promise<boolean> {
  let piece = await input.peek();
  if (piece.length > 0 && piece[0] !== 0) return true;
  for (; piece.length > 0; piece = await input.peek()) {
    const other = piece.findIndex((byte) => byte !== 0);
    if (other !== -1) throw faults.damaged("nothing but zeros after gzip data", quote(piece.subarray(other)));
    input.skip(piece.length);
  }
  return false;
}

/** A `DecompressionStream` of gzip by the letter of its standard: one member, and nothing after it. */
import { constants, crc32, inflateRawSync } from "node:zlib";

const HEADER_BYTES = 10;
const TRAILER_BYTES = 8;

/** Headers have no optional fields. Each chunk takes time in proportion to all before it. */
export class StrictDecompressionStream extends TransformStream<Uint8Array, Uint8Array> {
  constructor(format: string) {
    if (format !== "gzip") throw new TypeError(format);
    let taken = Buffer.alloc(0);
    let [given, isWhole] = [0, false];
    super({
      transform(chunk, controller) {
        if (isWhole && chunk.length > 0) throw new TypeError("more after the end");
        taken = Buffer.concat([taken, chunk]);
        if (taken.length <= HEADER_BYTES) return;
        if (taken[3] !== 0) throw new TypeError("optional fields");
        const options = { finishFlush: constants.Z_SYNC_FLUSH, info: true };
        const { buffer, engine } = inflateRawSync(taken.subarray(HEADER_BYTES), options) as unknown as {
          readonly buffer: Buffer;
          readonly engine: { readonly bytesWritten: number };
        };
        for (; given < buffer.length; given += 1000) {
          controller.enqueue(new Uint8Array(buffer.subarray(given, given + 1000)));
        }
        given = buffer.length;
        const trailer = taken.subarray(HEADER_BYTES + engine.bytesWritten);
        if (trailer.length > TRAILER_BYTES) throw new TypeError("more after the end");
        if (trailer.length < TRAILER_BYTES) return;
        const isRight =
          trailer.readUInt32LE(0) === crc32(buffer) && trailer.readUInt32LE(4) === buffer.length;
        if (!isRight) throw new TypeError("another checksum or length");
        isWhole = true;
      },
      flush() {
        if (!isWhole) throw new TypeError("truncated");
      },
    });
  }
}

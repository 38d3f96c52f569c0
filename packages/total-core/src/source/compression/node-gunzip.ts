import { nodeModule } from "../../basics/node-modules.js";
import { quote } from "../../basics/quote.js";
import type { ByteReader } from "../byte-reader.js";
import { DECOMPRESSOR_OPTIONS, decompressed } from "./decompressed.js";
import type { CompressionFaults } from "./faults.js";

/**
 * Node's zlib reads the members and checks their headers, checksums and lengths. It has a gap, which is closed here: a zero byte after a member ends the data,
 * whatever follows. The zero byte and all after it stay in the input, because `decompressed` takes exactly the bytes that zlib has used.
 * @returns `undefined` where the runtime has no `node:zlib`
 */
export function nodeGunzip(
  input: ByteReader,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> | undefined {
  const zlib = nodeModule("node:zlib");
  return zlib === undefined ? undefined : gunzipBy(zlib, input, faults);
}

async function* gunzipBy(
  { createGunzip }: NonNullable<ReturnType<typeof nodeModule<"node:zlib">>>,
  input: ByteReader,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* decompressed(input, createGunzip(DECOMPRESSOR_OPTIONS), faults);
  for (let piece = await input.peek(); piece.length > 0; piece = await input.peek()) {
    const other = piece.findIndex((byte) => byte !== 0);
    if (other !== -1) throw faults.damaged("nothing but zeros after gzip data", quote(piece.subarray(other)));
    input.skip(piece.length);
  }
}

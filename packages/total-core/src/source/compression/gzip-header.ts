import { quote } from "../../basics/quote.js";
import type { ByteReader } from "../byte-reader.js";
import type { CompressionFaults } from "./faults.js";

/** The flags of RFC 1952, section 2.3.1. */
const HAS_HEADER_CRC = 0x02;
const HAS_EXTRA = 0x04;
const HAS_NAME = 0x08;
const HAS_COMMENT = 0x10;
const RESERVED = 0xe0;

const FIXED_BYTES = 10;

/** A file's name or comment may not be longer than this; there has to be some bound. */
const MAX_TEXT_BYTES = 65_536;

const GZIP_MAGIC: readonly number[] = [0x1f, 0x8b];

const DEFLATE = 8;

/**
 * Takes a member's header, RFC 1952, section 2.3.
 *
 * @param crc32 of zlib: of bytes, going on from an earlier value
 * @throws TotalError where it is none
 */
export async function takeGzipHeader(
  input: ByteReader,
  faults: CompressionFaults,
  crc32: (bytes: Uint8Array, before: number) => number,
): Promise<void> {
  let crc = 0;
  async function take(length: number): Promise<Uint8Array> {
    const bytes = await input.take(length);
    if (bytes.length < length) throw faults.endedEarly();
    crc = crc32(bytes, crc);
    return bytes;
  }
  async function takeText(): Promise<void> {
    for (let length = 0; (await take(1))[0] !== 0; length += 1) {
      if (length === MAX_TEXT_BYTES) throw faults.damaged("a gzip header", "a name in it that is too long");
    }
  }

  const fixed = await input.take(FIXED_BYTES);
  const isGzip = GZIP_MAGIC.every((byte, i) => i >= fixed.length || fixed[i] === byte);
  if (!isGzip) throw faults.damaged("gzip data", quote(fixed));
  if (fixed.length < FIXED_BYTES) throw faults.endedEarly();
  crc = crc32(fixed, crc);
  const [method, flags] = [fixed[2]!, fixed[3]!];
  if (method !== DEFLATE) throw faults.damaged(`the compression method ${DEFLATE} of gzip`, String(method));
  if ((flags & RESERVED) !== 0) throw faults.damaged("a gzip header without reserved flags", String(flags));
  if ((flags & HAS_EXTRA) !== 0) {
    const [low, high] = await take(2);
    await take(low! + 256 * high!);
  }
  if ((flags & HAS_NAME) !== 0) await takeText();
  if ((flags & HAS_COMMENT) !== 0) await takeText();
  if ((flags & HAS_HEADER_CRC) !== 0) {
    const crc16 = crc & 0xffff;
    const [low, high] = await take(2);
    if (low! + 256 * high! !== crc16) throw faults.damaged("a gzip header that fits its checksum", "another");
  }
}

import { quote } from "../../basics/quote.js";
import { ByteReader } from "../byte-reader.js";
import { gunzipMembers } from "./gunzip-members.js";
import { CompressionFaults, type DecompressionOptions } from "./faults.js";
import { nodeZlib } from "./node-zlib.js";
import { hasStrictDecompression } from "./strict-stream.js";

const GZIP_MAGIC: readonly number[] = [0x1f, 0x8b];
/** The header of a member, RFC 1952, section 2.3, without its optional fields. */
const HEADER_BYTES = 10;

/**
 * Decompresses gzip data, RFC 1952, in constant memory. After a member another one may follow, or zeros to the end.
 *
 * @param pieces their owner may overwrite each once the next is asked for; the same goes for the pieces that come out
 * @throws TotalError BAD_FORMAT where the data are damaged or go on after their end, `cutShort` where they end early
 */
export async function* gunzip(
  pieces: AsyncIterable<Uint8Array>,
  options: DecompressionOptions = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const faults = new CompressionFaults("gzip", options);
  const input = new ByteReader(pieces);
  try {
    const start = (await input.peek(HEADER_BYTES)).subarray(0, HEADER_BYTES);
    if (start.length === 0) throw faults.endedEarly();
    const isGzip = GZIP_MAGIC.every((byte, i) => i >= start.length || start[i] === byte);
    if (!isGzip) throw faults.damaged("gzip data", quote(start));
    const byNode = nodeZlib()?.gunzip(input, faults);
    if (byNode === undefined && !(await hasStrictDecompression())) {
      throw faults.unsupported("data that are not compressed", "gzip data");
    }
    yield* byNode ?? gunzipMembers(input, faults);
  } finally {
    await input.leave();
  }
}

import { gunzip } from "@dlg/total-core/node";
import { Refusal } from "../problem.js";

export type Coding = "gzip" | "identity";

/**
 * What is in a body's pieces, decompressed, and of no more than `maxBytes`; 0 is no limit.
 *
 * @throws TotalError BAD_FORMAT where the gzip data are damaged or cut
 * @throws Refusal 413 where it is longer; what comes before the limit has been delivered by then
 */
export function contentOf(
  pieces: AsyncIterable<Uint8Array>,
  { coding, maxBytes }: { readonly coding: Coding; readonly maxBytes: number },
): AsyncIterable<Uint8Array> {
  const content = coding === "gzip" ? gunzip(pieces) : pieces;
  return maxBytes === 0 ? content : atMost(content, maxBytes);
}

export function tooLong(maxBytes: number): Refusal {
  return new Refusal(413, { detail: `expected a body of at most ${maxBytes} bytes, got a longer one` });
}

async function* atMost(
  pieces: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let room = maxBytes;
  for await (const piece of pieces) {
    if (piece.length > room) {
      yield piece.subarray(0, room);
      throw tooLong(maxBytes);
    }
    room -= piece.length;
    yield piece;
  }
}

import type { EncodedBatch } from "../contract/numbers-api.js";
import { handedOn } from "../contract/read-buffers.js";

/**
 * Batches of a source's bytes, in pieces as they come.
 *
 * There is at least one batch, if an empty one: whether no bytes at all are a total of 0 or an error is for
 * the decoder to say, and it has to hear that there was such a source.
 */
export async function* encodedBatches(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Omit<EncodedBatch, "bytes">,
): AsyncGenerator<EncodedBatch, void, undefined> {
  let isEmpty = true;
  for await (const bytes of pieces) {
    if (bytes.length === 0) continue;
    isEmpty = false;
    yield* handedOn({ bytes, ...encoding });
  }
  if (isEmpty) yield { bytes: new Uint8Array(0), ...encoding };
}

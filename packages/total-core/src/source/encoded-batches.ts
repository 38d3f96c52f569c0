import type { FormatFromPrefix } from "../formats.js";
import type { EncodedBatch, Format, FormatOptions } from "../numbers-api.js";
import { FirstBytes } from "./first-bytes.js";

export interface Encoding extends FormatOptions {
  readonly format: Format;
  readonly name: string | undefined;
}

/**
 * Batches of a source's bytes, in pieces as they come.
 *
 * There is at least one batch, if an empty one: whether no bytes at all are a total of 0 or an error is for
 * the decoder to say, and it has to hear that there was such a source.
 */
export async function* encodedBatches(
  pieces: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<EncodedBatch, void, undefined> {
  let isEmpty = true;
  for await (const bytes of pieces) {
    if (bytes.length === 0) continue;
    isEmpty = false;
    yield { bytes, ...encoding };
  }
  if (isEmpty) yield { bytes: new Uint8Array(0), ...encoding };
}

/** The same where the format may have to be told from the first bytes. */
export async function* detectedBatches(
  pieces: AsyncIterable<Uint8Array>,
  { format: given, ...others }: Omit<Encoding, "format"> & { readonly format: Format | undefined },
  formatFromPrefix: FormatFromPrefix,
): AsyncGenerator<EncodedBatch, void, undefined> {
  if (given !== undefined) {
    yield* encodedBatches(pieces, { format: given, ...others });
    return;
  }
  const first = new FirstBytes({ formatFromPrefix, field: others.field, name: others.name });
  let format: Format | undefined;
  for await (const bytes of pieces) {
    if (format !== undefined) {
      yield { bytes, format, ...others };
      continue;
    }
    const taken = first.take(bytes);
    format = first.format(false);
    if (format === undefined) continue;
    yield { bytes: first.bytes, format, ...others };
    if (taken < bytes.length) yield { bytes: bytes.subarray(taken), format, ...others };
  }
  if (format === undefined) yield { bytes: first.bytes, format: first.format(true) ?? "text", ...others };
}

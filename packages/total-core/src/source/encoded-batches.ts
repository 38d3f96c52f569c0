import { TotalError } from "../errors.js";
import { FirstBytes, type FirstBytesFormat } from "../first-bytes.js";
import type { EncodedBatch, Format, FormatOptions } from "../numbers-api.js";

export interface Encoding extends FormatOptions {
  /** Told from the first bytes where it is not given. */
  readonly format: Format | undefined;
  readonly name: string | undefined;
}

/**
 * Batches of a source's bytes, in pieces as they come.
 *
 * There is at least one batch, if an empty one: whether no bytes at all are a total of 0 or an error is for the decoder to say,
 * and it has to hear that there was such a source.
 *
 * @param chunks each is the source's again after the next
 */
export async function* encodedBatches(
  chunks: AsyncIterable<Uint8Array>,
  { format: givenFormat, ...others }: Encoding,
): AsyncGenerator<EncodedBatch, void, undefined> {
  let format = givenFormat;
  const firstBytes = new FirstBytes();
  const held: Uint8Array[] = [];
  let isEmpty = true;
  for await (const bytes of chunks) {
    if (bytes.length === 0) continue;
    if (format === undefined) {
      const found = firstBytes.push(bytes);
      if (found === undefined) {
        held.push(bytes.slice());
        continue;
      }
      format = uncompressedFormat(found, others.name);
      for (const earlier of held.splice(0)) yield { bytes: earlier, format, ...others };
    }
    isEmpty = false;
    yield { bytes, format, ...others };
  }
  if (!isEmpty) return;
  format ??= uncompressedFormat(firstBytes.end(), others.name);
  yield { bytes: concatenated(held), format, ...others };
}

function uncompressedFormat(found: FirstBytesFormat, name: string | undefined): Format {
  if (found !== "gzip" && found !== "zstd") return found;
  throw new TotalError("UNSUPPORTED", {
    place: { source: name },
    expected: "numbers that are not compressed",
    got: `${found} data`,
  });
}

function concatenated(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}

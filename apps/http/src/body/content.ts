import { gunzip } from "@dlg/total-core/internal";
import type { Config } from "../config.js";
import { Refusal } from "../problem.js";

export type Coding = "gzip" | "identity";

export interface ContentOptions extends Pick<Config, "maxBodyBytes" | "maxGzipRatio"> {
  readonly coding: Coding;
}

/** Gzip data of any length may give this much. */
const FREE_BYTES = 1_048_576;

/**
 * The content of a body, decompressed.
 *
 * @throws TotalError BAD_FORMAT where the gzip data are damaged or cut
 * @throws Refusal 413 past a limit, after the bytes up to it have been delivered
 */
export function contentOf(
  pieces: AsyncIterable<Uint8Array>,
  { coding, maxBodyBytes, maxGzipRatio }: ContentOptions,
): AsyncIterable<Uint8Array> {
  const content = coding === "gzip" ? gunzipped(pieces, maxGzipRatio) : pieces;
  if (maxBodyBytes === 0) return content;
  return upTo(
    content,
    () => maxBodyBytes,
    () => tooLong(maxBodyBytes),
  );
}

function gunzipped(pieces: AsyncIterable<Uint8Array>, maxRatio: number): AsyncIterable<Uint8Array> {
  if (maxRatio === 0) return gunzip(pieces);
  let compressed = 0;
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const piece of pieces) {
      compressed += piece.length;
      yield piece;
    }
  }
  return upTo(
    gunzip(counted()),
    () => FREE_BYTES + maxRatio * compressed,
    () => tooDense(maxRatio),
  );
}

export function tooLong(maxBytes: number): Refusal {
  return new Refusal(413, { detail: `expected a body of at most ${maxBytes} bytes, got a longer one` });
}

function tooDense(maxRatio: number): Refusal {
  return new Refusal(413, {
    detail: `expected gzip data of at most ${maxRatio} bytes to 1 past the first MiB, got more`,
  });
}

/** @param mostBytes the limit on the length so far; it may grow */
async function* upTo(
  pieces: AsyncIterable<Uint8Array>,
  mostBytes: () => number,
  refusal: () => Refusal,
): AsyncGenerator<Uint8Array, void, undefined> {
  let length = 0;
  for await (const piece of pieces) {
    const room = mostBytes() - length;
    if (piece.length > room) {
      yield piece.subarray(0, room);
      throw refusal();
    }
    length += piece.length;
    yield piece;
  }
}

import {
  FORMATS,
  type EncodedBatch,
  type Format,
  type FormatOptions,
  type NumbersApi,
} from "../numbers-api.js";
import { encodedBatches } from "./encoded-batches.js";
import { checkedChoice, checkedText } from "./options.js";
import { streamChunks, streamOpener, type ByteStream } from "./stream-chunks.js";

export type { ByteStream } from "./stream-chunks.js";

export interface StreamNumbersOptions extends FormatOptions {
  /** @default told from the first bytes */
  readonly format?: Format | undefined;
  /** What errors call the stream: `-`. */
  readonly name?: string | undefined;
}

/**
 * The numbers that a stream of bytes spells. A stream can be read once, and so can these numbers.
 *
 * The stream is cancelled where its end is not wanted: on abort, on an error, or when the reader leaves early.
 *
 * @throws TypeError, from here, where it is no stream of bytes, and from the numbers, where it was read before; TotalError, from the
 * numbers: SOURCE_UNAVAILABLE where it fails
 */
export function streamNumbers(stream: ByteStream, options: StreamNumbersOptions = {}): NumbersApi {
  const { format, name, ...formatOptions } = options;
  checkedChoice("format", format, FORMATS);
  checkedText("name", name);
  const open = streamOpener(stream);
  let isTaken = false;
  return {
    async *numbers({ signal }): AsyncGenerator<EncodedBatch, void, undefined> {
      signal.throwIfAborted();
      if (isTaken) throw new TypeError("stream: expected one that was not read before, got one that was");
      isTaken = true;
      yield* encodedBatches(streamChunks(open(), { name, signal }), { format, name, ...formatOptions });
    },
  };
}

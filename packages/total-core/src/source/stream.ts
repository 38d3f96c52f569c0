import type { FormatFromPrefix } from "../formats.js";
import {
  FORMATS,
  type EncodedBatch,
  type Format,
  type FormatOptions,
  type NumbersApi,
} from "../numbers-api.js";
import { detectedBatches } from "./encoded-batches.js";
import { checkedChoice, checkedText } from "./options.js";
import { streamChunks, streamOpener, type ByteStream } from "./stream-chunks.js";

export type { ByteStream } from "./stream-chunks.js";

export interface StreamNumbersOptions extends FormatOptions {
  /** @default told from the first bytes */
  readonly format?: Format | undefined;
  /** What errors call the stream: `-`. */
  readonly name?: string | undefined;
}

/** See `streamNumbers`, which joins it to what the decoders know of first bytes. */
export function numbersFromStream(
  stream: ByteStream,
  options: StreamNumbersOptions,
  formatFromPrefix: FormatFromPrefix,
): NumbersApi {
  const { format, name, ...formatOptions } = options;
  checkedChoice("format", format, FORMATS);
  checkedText("name", name);
  checkedText("field", formatOptions.field);
  const open = streamOpener(stream);
  let isTaken = false;
  return {
    async *numbers({ signal }): AsyncGenerator<EncodedBatch, void, undefined> {
      signal.throwIfAborted();
      if (isTaken) throw new TypeError("stream: expected one that was not read before, got one that was");
      isTaken = true;
      const pieces = streamChunks(open(), { name, signal });
      yield* detectedBatches(pieces, { format, name, ...formatOptions }, formatFromPrefix);
    },
  };
}

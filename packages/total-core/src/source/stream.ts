import type { FormatFromPrefix } from "../formats.js";
import { FORMATS, type Batch, type Format, type NumbersApi } from "../numbers-api.js";
import { checkedChoice, checkedText } from "./options.js";
import { storedNumbers, type StorageOptions } from "./stored-numbers.js";
import { streamChunks, streamOpener, type ByteStream } from "./stream-chunks.js";

export type { ByteStream } from "./stream-chunks.js";

export interface StreamNumbersOptions extends StorageOptions {
  /**
   * Of what is in it, where it is compressed with gzip or zstd.
   * @default told from the first bytes
   */
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
  const { format, name, ...others } = options;
  checkedChoice("format", format, FORMATS);
  checkedText("name", name);
  checkedText("field", others.field);
  const open = streamOpener(stream);
  let isTaken = false;
  return {
    async *numbers({ signal }): AsyncGenerator<Batch, void, undefined> {
      signal.throwIfAborted();
      if (isTaken) throw new TypeError("stream: expected one that was not read before, got one that was");
      isTaken = true;
      const pieces = streamChunks(open(), { name, signal });
      yield* storedNumbers(pieces, { format, compression: undefined, name, ...others }, formatFromPrefix);
    },
  };
}

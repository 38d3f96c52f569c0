import type { FormatFromPrefix } from "../contract/formats.js";
import {
  FORMATS,
  type Batch,
  type Format,
  type NumbersApi,
  type NumbersOptions,
} from "../contract/numbers-api.js";
import { checkedChoice, checkedText } from "../basics/option-values.js";
import { checkFormatOptions } from "../decode/index.js";
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
  const { name } = options;
  const open = streamOpener(stream);
  const chunks = ({ signal }: NumbersOptions) => streamChunks(open(), { name, signal });
  return numbersReadOnce("stream", chunks, options, formatFromPrefix);
}

/**
 * The numbers in bytes that can be read once.
 * @param what errors of misuse call them
 * @param chunks begins to read them
 */
export function numbersReadOnce(
  what: string,
  chunks: (options: NumbersOptions) => AsyncIterable<Uint8Array>,
  options: StreamNumbersOptions,
  formatFromPrefix: FormatFromPrefix,
): NumbersApi {
  const { format, name, ...others } = options;
  checkedChoice("format", format, FORMATS);
  checkedText("name", name);
  checkFormatOptions(format, others);
  let isTaken = false;
  return {
    async *numbers(reading): AsyncGenerator<Batch, void, undefined> {
      reading.signal.throwIfAborted();
      if (isTaken) throw new TypeError(`${what}: expected one that was not read before, got one that was`);
      isTaken = true;
      const storage = { format, compression: undefined, name, ...others };
      yield* storedNumbers(chunks(reading), storage, formatFromPrefix);
    },
  };
}

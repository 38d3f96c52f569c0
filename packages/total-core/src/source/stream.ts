import { checkedChoice, checkedText } from "../basics/option-values.js";
import {
  FORMATS,
  type Batch,
  type Format,
  type NumbersApi,
  type NumbersOptions,
} from "../contract/numbers-api.js";
import { readBefore } from "./read-once.js";
import { checkStorageOptions, storedNumbers, type StorageOptions } from "./stored-numbers.js";
import { streamChunks, streamOpener, type ByteStream } from "./stream-chunks.js";

export type { ByteStream } from "./stream-chunks.js";

/** The options of {@link streamNumbers}: those of all formats, and these. */
export interface StreamNumbersOptions extends StorageOptions {
  /**
   * The format of the bytes, once they are decompressed.
   * @default told from the first bytes
   */
  readonly format?: Format | undefined;
  /** The stream's name in errors: `-`. */
  readonly name?: string | undefined;
}

/**
 * The numbers that a stream of bytes spells. A stream can be read once, and so can these numbers.
 *
 * The stream is cancelled where its end is not wanted: on abort, on an error, or when the reader leaves
 * early.
 *
 * @throws TypeError, from here, where it is no stream of bytes, and from the numbers, where it was read
 * before; TotalError, from the numbers: SOURCE_UNAVAILABLE where it fails
 */
export function streamNumbers(stream: ByteStream, options: StreamNumbersOptions = {}): NumbersApi {
  const open = streamOpener(stream);
  const chunks = ({ signal }: NumbersOptions) => streamChunks(open(), { name: options.name, signal });
  return numbersReadOnce("stream", chunks, options);
}

/**
 * The numbers in bytes that can be read once.
 * @param what the word for the source in errors of misuse
 * @param chunks begins to read the bytes
 */
export function numbersReadOnce(
  what: string,
  chunks: (options: NumbersOptions) => AsyncIterable<Uint8Array>,
  { format, name, ...others }: StreamNumbersOptions,
): NumbersApi {
  checkedChoice("format", format, FORMATS);
  checkedText("name", name);
  checkStorageOptions(format, others);
  let isTaken = false;
  return {
    async *numbers(reading): AsyncGenerator<Batch, void, undefined> {
      reading.signal.throwIfAborted();
      if (isTaken) throw readBefore(what);
      isTaken = true;
      yield* storedNumbers(chunks(reading), { format, compression: undefined, name, ...others });
    },
  };
}

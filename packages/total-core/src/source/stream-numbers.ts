import { formatFromPrefix } from "../decode/index.js";
import type { NumbersApi } from "../contract/numbers-api.js";
import { numbersFromStream, type ByteStream, type StreamNumbersOptions } from "./stream.js";

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
  return numbersFromStream(stream, options, formatFromPrefix);
}

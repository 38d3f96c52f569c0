/** Little-endian binary64 values, one after another and nothing else. */
import { HOST_IS_LITTLE_ENDIAN } from "../../basics/byte-order.js";
import { TotalError } from "../../contract/errors.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { startOfSource } from "../position.js";

const NUMBER_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** 32 KiB, so that the copy stays in the first-level cache until it has been added. */
const BUFFER_NUMBERS = 4096;

/**
 * Aligned bytes are given to the sink without a copy, if no part of a number is left over from the piece before. Others are copied into one aligned
 * array, which is reused.
 */
export function newF64Decoder(
  { sink, source, position = startOfSource() }: DecoderOptions,
  hostIsLittleEndian: boolean = HOST_IS_LITTLE_ENDIAN,
): Decoder {
  const values = new Float64Array(BUFFER_NUMBERS);
  const buffer = new Uint8Array(values.buffer);
  const view = new DataView(values.buffer);
  let filled = 0;

  /** Gives the whole numbers in the buffer to the sink, and moves the bytes of one that is not whole to the front. */
  function handOn(): void {
    const count = Math.floor(filled / NUMBER_BYTES);
    if (count === 0) return;
    if (!hostIsLittleEndian) {
      for (let i = 0; i < count; i++) values[i] = view.getFloat64(i * NUMBER_BYTES, true);
    }
    sink.doubles(count === BUFFER_NUMBERS ? values : values.subarray(0, count));
    buffer.copyWithin(0, count * NUMBER_BYTES, filled);
    filled -= count * NUMBER_BYTES;
  }

  /** @returns how many of the bytes were given to the sink */
  function handOnInPlace(bytes: Uint8Array): number {
    if (filled > 0 || !hostIsLittleEndian || bytes.byteOffset % NUMBER_BYTES !== 0) return 0;
    const count = Math.floor(bytes.length / NUMBER_BYTES);
    const inPlace = new Float64Array(bytes.buffer, bytes.byteOffset, count);
    if (inPlace.length > 0) sink.doubles(inPlace);
    return inPlace.byteLength;
  }

  return {
    push(bytes) {
      for (let start = handOnInPlace(bytes); start < bytes.length;) {
        const piece = bytes.subarray(start, start + buffer.length - filled);
        buffer.set(piece, filled);
        filled += piece.length;
        start += piece.length;
        handOn();
      }
      position.offset += bytes.length;
    },
    end() {
      if (filled === 0) return;
      const place = { source, offset: position.offset - filled };
      throw new TotalError("BAD_FORMAT", {
        place,
        expected: "a number of 8 bytes",
        got: "the end of the input",
      });
    },
  };
}

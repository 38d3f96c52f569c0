import type { Transform } from "node:stream";
import type { ByteReader } from "../byte-reader.js";
import type { CompressionFaults } from "./faults.js";

/** A stream of `node:zlib`. */
export type Decompressor = Transform & {
  /** How many bytes of what was written it has used. */
  readonly bytesWritten: number;
};

/**
 * How they are made. Between two pieces of output lies a change of threads, which has its price; where more than one piece
 * may wait, one is decompressed while another is added up.
 */
export const DECOMPRESSOR_OPTIONS = { chunkSize: 262_144, readableHighWaterMark: 1_048_576 };

/**
 * What a decompressor makes of the input. It takes what belongs to its data and not a byte more.
 *
 * @throws TotalError BAD_FORMAT where they are damaged
 */
export async function* decompressed(
  input: ByteReader,
  decompressor: Decompressor,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  const state: { hasEnded: boolean; failure?: unknown; wake?: () => void } = { hasEnded: false };
  const wake = () => state.wake?.();
  decompressor.on("readable", wake);
  decompressor.once("end", () => {
    state.hasEnded = true;
    wake();
  });
  decompressor.once("error", (error) => {
    state.failure = error;
    wake();
  });
  try {
    let taken = 0;
    while (!state.hasEnded) {
      const piece = await input.peek();
      let isThrough = false;
      const through = () => {
        isThrough = true;
        wake();
      };
      // Where there is no more input, it is the decompressor that knows whether it has got all.
      if (piece.length === 0) decompressor.end();
      else decompressor.write(piece, through);
      for (;;) {
        const output = decompressor.read() as Uint8Array | null;
        if (output !== null) yield output;
        else if (state.failure !== undefined) throw faultFrom(state.failure, faults);
        else if (state.hasEnded || isThrough) break;
        else await new Promise<void>((resolve) => (state.wake = resolve));
      }
      // Where the data end within a piece, these are the bytes of it that belonged to them.
      input.skip(decompressor.bytesWritten - taken);
      taken = decompressor.bytesWritten;
    }
  } finally {
    decompressor.destroy();
  }
}

/** What zlib cannot do, although the data may be whole. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  ZSTD_error_frameParameter_windowTooLarge: "zstd data with a window of at most 128 MiB",
  ZSTD_error_dictionary_wrong: "zstd data that need no dictionary",
};

function faultFrom(failure: unknown, faults: CompressionFaults): Error {
  const { code = "" } = failure as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return faults.endedEarly();
  if (Object.hasOwn(UNSUPPORTED, code)) return faults.unsupported(UNSUPPORTED[code]!, "others");
  return faults.damagedData(failure);
}

import type { Transform } from "node:stream";
import type { ByteReader } from "../byte-reader.js";
import { giveBack } from "../give-back.js";
import type { CompressionFaults } from "./faults.js";

/** A stream of `node:zlib`. */
export type Decompressor = Transform & {
  /** How many bytes of what was written it has used. */
  readonly bytesWritten: number;
};

/**
 * The options of every decompressor. Each piece of output takes two changes of threads. Measured on 125 MB of text in gzip: with pieces of
 * 64 KiB it takes 1.3 times as long, and with 512 KiB as long, but 8 MB more memory. One piece may wait, so that it is summed while
 * the next is decompressed; four pieces saved no time, and 64 bodies at once took 150 MB more.
 */
export const DECOMPRESSOR_OPTIONS = { chunkSize: 262_144, readableHighWaterMark: 262_144 };

interface State {
  /** The decompressor has used all that was written. */
  isIdle: boolean;
  /** The data have ended, and all output was taken. */
  hasEnded: boolean;
  fault?: unknown;
  wake?: () => void;
}

/**
 * The output of a decompressor; each piece is freed once the next is asked for. Exactly the bytes that it used are taken from the input.
 *
 * @throws TotalError BAD_FORMAT where they are damaged
 */
export async function* decompressed(
  input: ByteReader,
  decompressor: Decompressor,
  faults: CompressionFaults,
): AsyncGenerator<Uint8Array, void, undefined> {
  const state: State = { isIdle: true, hasEnded: false };
  const set = (change: Partial<State>) => {
    Object.assign(state, change);
    state.wake?.();
  };
  decompressor.on("readable", () => set({}));
  decompressor.once("end", () => set({ hasEnded: true }));
  decompressor.once("error", (error) => set({ fault: faultFrom(error, faults) }));

  let taken = 0;
  const skipTaken = () => {
    // Where the data end within a piece, the decompressor leaves the rest of the piece.
    input.skip(decompressor.bytesWritten - taken);
    taken = decompressor.bytesWritten;
  };
  const feed = async () => {
    skipTaken();
    state.isIdle = false;
    const piece = await input.peek();
    // At the end of the input, the decompressor knows whether its data are whole.
    if (piece.length === 0) decompressor.end();
    else decompressor.write(piece, () => set({ isIdle: true }));
  };
  try {
    while (!state.hasEnded) {
      // Input is written before output is taken, so that the decompressor is never idle. Output before a fault is still passed on.
      if (state.isIdle) await feed().catch((fault: unknown) => set({ fault }));
      const output = decompressor.read() as Uint8Array | null;
      if (output !== null) {
        // As a Uint8Array, because slice() of a Buffer is no copy, and would be freed with it.
        yield new Uint8Array(output.buffer, output.byteOffset, output.byteLength);
        giveBack(output);
      } else if (state.fault !== undefined) throw state.fault;
      else if (!state.hasEnded && !state.isIdle) await new Promise<void>((wake) => (state.wake = wake));
    }
    skipTaken();
  } finally {
    decompressor.destroy();
  }
}

/** Error codes of zlib for data that may be whole, and what zlib would need. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  ZSTD_error_frameParameter_windowTooLarge: "zstd data with a window of at most 128 MiB",
  ZSTD_error_dictionary_wrong: "zstd data that need no dictionary",
};

/** zlib's words for damage, and ours: what was expected, and what came. */
const DAMAGE: Readonly<Record<string, readonly [expected: string, got: string]>> = {
  "unknown compression method": ["the compression method 8 of gzip", "another"],
  "unknown header flags set": ["a gzip header without reserved flags", "one with them"],
  "header crc mismatch": ["a gzip header that fits its checksum", "another"],
  "incorrect data check": ["gzip data that fit their checksum", "others"],
  "incorrect length check": ["gzip data of the length they tell", "others"],
};

function faultFrom(failure: unknown, faults: CompressionFaults): Error {
  const { code = "", message } = failure as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return faults.endedEarly();
  if (Object.hasOwn(UNSUPPORTED, code)) return faults.unsupported(UNSUPPORTED[code]!, "others");
  const [expected, got] = DAMAGE[message] ?? [`${faults.compression} data`, "damaged data"];
  return faults.damaged(expected, got, failure);
}

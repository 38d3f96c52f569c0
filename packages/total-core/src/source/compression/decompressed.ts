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
 * How they are made. Between two pieces of output lie two changes of threads. Measured on 125 MB of text in gzip: with pieces of
 * 64 KiB all takes 1.3 times as long, and with 512 KiB no less, but 8 MB more memory. One may wait, so that it is added up while
 * the next is decompressed; with four no time was gained, and 64 bodies at once took 150 MB more.
 */
export const DECOMPRESSOR_OPTIONS = { chunkSize: 262_144, readableHighWaterMark: 262_144 };

interface State {
  /** It has used all that was written. */
  isIdle: boolean;
  /** The data have ended, and all that came of them was taken. */
  hasEnded: boolean;
  fault?: unknown;
  wake?: () => void;
}

/**
 * What a decompressor makes of the input, each piece good until the next is asked for. It takes what belongs to its data and not a byte more.
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
    // Where the data end within a piece, these are the bytes of it that belonged to them.
    input.skip(decompressor.bytesWritten - taken);
    taken = decompressor.bytesWritten;
  };
  const feed = async () => {
    skipTaken();
    state.isIdle = false;
    const piece = await input.peek();
    // Where there is no more input, it is the decompressor that knows whether it has got all.
    if (piece.length === 0) decompressor.end();
    else decompressor.write(piece, () => set({ isIdle: true }));
  };
  try {
    while (!state.hasEnded) {
      // Before the output is taken, so that there is always something to do. What came before a fault still comes first.
      if (state.isIdle) await feed().catch((fault: unknown) => set({ fault }));
      const output = decompressor.read() as Uint8Array | null;
      if (output !== null) {
        // Not the Buffer that it is, whose slice() is no copy: whoever makes one would lose it.
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

/** What zlib cannot do, although the data may be whole. */
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

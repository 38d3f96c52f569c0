import { writeSync } from "node:fs";

/** Standard output or standard error. */
export interface TextOutput {
  /** What is known of the terminal; undefined where there is none. */
  terminal(): Terminal | undefined;
  /**
   * Returns once the system has taken all of the text. A reader that went away is no error.
   * @throws OutputError for a full disk, say
   */
  write(text: string): void;
}

export interface Terminal {
  /** Its width at this moment. */
  readonly columns: number;
}

export class OutputError extends Error {
  override readonly name = "OutputError";
}

const RETRY_MS = 5;

/**
 * Writes to a descriptor. Not through Node's streams: for a file these write once and take a short write for a whole one, so
 * that a disk with room for half of the digits would end in a smaller total; and loading them takes a fifth of a short run.
 *
 * @param terminal asked when needed
 */
export function descriptorOutput(descriptor: number, terminal: TextOutput["terminal"]): TextOutput {
  return {
    terminal,
    write(text) {
      let rest = Buffer.from(text);
      while (rest.length > 0) rest = rest.subarray(writeSome(descriptor, rest));
    },
  };
}

/** The same for standard error, where there is nowhere left to tell that it failed. */
export function descriptorErrorOutput(descriptor: number, terminal: TextOutput["terminal"]): TextOutput {
  const output = descriptorOutput(descriptor, terminal);
  return {
    terminal,
    write(text) {
      try {
        output.write(text);
      } catch (error) {
        if (!(error instanceof OutputError)) throw error;
      }
    },
  };
}

/** @returns how many bytes were written or are not wanted any more */
function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // Another process made the pipe or terminal that it shares with this one a non-blocking one, and it is full.
    if (code === "EAGAIN") {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      return 0;
    }
    if (code === "EPIPE" || code === "EOF") return bytes.length;
    const got = error instanceof Error ? error.message : String(error);
    throw new OutputError(`standard output: expected room for what is printed, got ${got}`, { cause: error });
  }
}

import { writeSync } from "node:fs";

/** Standard output or standard error. */
export interface TextOutput {
  readonly isTerminal: () => boolean;
  /** The width of its terminal at this moment; undefined where there is none, or one that cannot move its cursor. */
  columns(): number | undefined;
  /**
   * Returns once the system has taken the whole text, which may be its bytes in UTF-8. That the reader has gone away is no error.
   * @throws OutputError where the disk is full, for example
   */
  write(text: string | Uint8Array): void;
}

export class OutputError extends Error {
  override readonly name = "OutputError";
}

/** The terminal behind an output, or that there is none. */
export type Terminal = Pick<TextOutput, "isTerminal" | "columns">;

const RETRY_MS = 5;

/**
 * Writes to a descriptor, without Node's streams: on a file they write once and take a short write for a whole one, so a disk with room for half
 * of the digits would end in a smaller total. Loading them also takes a fifth of a short run.
 *
 * @param terminal asked only when it matters, since Node's stream is loaded for it
 */
export function descriptorOutput(descriptor: number, terminal: Terminal): TextOutput {
  return {
    ...terminal,
    write(text) {
      let rest = typeof text === "string" ? Buffer.from(text) : text;
      while (rest.length > 0) rest = rest.subarray(writeSome(descriptor, rest));
    },
  };
}

/** The same for standard error, whose own failure cannot be reported anywhere. */
export function descriptorErrorOutput(descriptor: number, terminal: Terminal): TextOutput {
  const output = descriptorOutput(descriptor, terminal);
  return {
    ...terminal,
    write(text) {
      try {
        output.write(text);
      } catch {}
    },
  };
}

/** @returns how many bytes were written, or all where nobody reads them any more */
function writeSome(descriptor: number, bytes: Uint8Array): number {
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    // The pipe or terminal is full, and another process that shares it has made it non-blocking.
    if (code === "EAGAIN") {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      return 0;
    }
    if (code === "EPIPE" || code === "EOF") return bytes.length;
    const got = error instanceof Error ? error.message : String(error);
    throw new OutputError(`standard output: expected room for what is printed, got ${got}`, { cause: error });
  }
}

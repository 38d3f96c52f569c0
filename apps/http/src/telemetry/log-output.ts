import { Socket } from "node:net";
import type { Writable } from "node:stream";
import { SonicBoom } from "sonic-boom";

/** Where the log's lines go. */
export interface LogOutput {
  /** Writes lines without waiting for a reader. @returns false where too many bytes wait, and the lines are dropped */
  write(lines: string): boolean;
  /** Writes the waiting lines, if that is possible without a reader. */
  flushSync(): void;
  /** Resolves when all lines have been read or are lost. Where nobody reads, it never resolves. */
  written(): Promise<void>;
}

/** Lines past this limit are dropped. */
const MAX_WAITING_BYTES = 8 * 2 ** 20;

export function standardOutput(): LogOutput {
  const { stdout } = process;
  return stdout instanceof Socket && !stdout.isTTY ? pipeOutput(stdout) : fileOutput();
}

/**
 * A pipe or a socket, which can be full. Node writes it without blocking. SonicBoom would write on a thread: that thread would wait for a
 * reader, and the process could not end before the thread.
 */
export function pipeOutput(pipe: Writable): LogOutput {
  // The reader has gone: the service goes on, and each write tries again.
  pipe.on("error", () => {});
  return {
    write(lines) {
      if (pipe.writableLength + lines.length > MAX_WAITING_BYTES) return false;
      pipe.write(lines);
      return true;
    },
    // Node has written all that the pipe had room for.
    flushSync() {},
    written: () => new Promise((resolve) => pipe.write("", () => resolve())),
  };
}

/** A file or a terminal, written by SonicBoom, pino's writer: the event loop goes on while a disk is slow. */
function fileOutput(): LogOutput {
  const output = new SonicBoom({ fd: 1, sync: false, maxLength: MAX_WAITING_BYTES });
  let isTaken = true;
  output.on("drop", () => (isTaken = false));
  // The disk is full: each write tries again.
  output.on("error", () => {});
  return {
    write(lines) {
      isTaken = true;
      output.write(lines);
      return isTaken;
    },
    flushSync: () => output.flushSync(),
    // `flushSync` writes the rest when the process ends.
    written: async () => {},
  };
}

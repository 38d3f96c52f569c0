import { Socket } from "node:net";
import type { Writable } from "node:stream";
import { SonicBoom } from "sonic-boom";

/** Where lines go. */
export interface LogOutput {
  /** Whether the lines are taken, or dropped because too many wait. Never waits for whoever reads them. */
  write(lines: string): boolean;
  /** Writes what waits, where that takes no reader. */
  flushSync(): void;
  /** Resolves when all has been read or is lost: never, where nobody reads. */
  written(): Promise<void>;
}

/** Where nobody reads them, lines past this are dropped rather than kept. */
const MAX_WAITING_BYTES = 8 * 2 ** 20;

export function standardOutput(): LogOutput {
  const { stdout } = process;
  return stdout instanceof Socket && !stdout.isTTY ? pipeOutput(stdout) : fileOutput();
}

/**
 * A pipe or a socket, which can be full. Node writes it without waiting: the write of a thread would wait for a reader, and the process
 * for the thread, even to end.
 */
export function pipeOutput(pipe: Writable): LogOutput {
  // A reader that has gone: the service goes on, and each write tries again.
  pipe.on("error", () => {});
  return {
    write(lines) {
      if (pipe.writableLength + lines.length > MAX_WAITING_BYTES) return false;
      pipe.write(lines);
      return true;
    },
    // What it has room for has been written at once.
    flushSync() {},
    written: () => new Promise((resolve) => pipe.write("", () => resolve())),
  };
}

/** A file or a terminal, by pino's way to write: a disk may be slow, and the event loop goes on. */
function fileOutput(): LogOutput {
  const output = new SonicBoom({ fd: 1, sync: false, maxLength: MAX_WAITING_BYTES });
  let isTaken = true;
  output.on("drop", () => (isTaken = false));
  // A full disk: each write tries again.
  output.on("error", () => {});
  return {
    write(lines) {
      isTaken = true;
      output.write(lines);
      return isTaken;
    },
    flushSync: () => output.flushSync(),
    // The process writes the rest when it ends.
    written: async () => {},
  };
}

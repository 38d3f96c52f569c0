import { fstatSync, readSync } from "node:fs";
import type { Readable } from "node:stream";
import type { NumbersApi, StreamNumbersOptions } from "@dlg/total-core";
import { descriptorChunks } from "@dlg/total-core/internal";
import { descriptorNumbers } from "@dlg/total-core/node";

/** Standard input. */
export interface StandardInput {
  readonly kind: () => InputKind;
  readonly isTerminal: () => Promise<boolean>;
  /** The size of a file; undefined for the other kinds. */
  readonly size: () => number | undefined;
  /** Its numbers, from the present position. */
  readonly numbers: (options: StreamNumbersOptions) => NumbersApi;
  /** Its bytes, from the present position, whatever they are. A piece is good until the next one is asked for. */
  readonly chunks: (signal: AbortSignal) => AsyncIterable<Uint8Array>;
  /** Node's stream, which reads a pipe for other ends than its numbers. */
  readonly stream: () => Readable;
  /** Reads one byte of a file at once; whether there was one. */
  readonly takeByte: () => boolean;
}

/**
 * `pipe`: bytes may come at any time, or never; a socket counts as one. `file`: all bytes are there already. `device`: a terminal or `/dev/null`,
 * for example. `other`: a directory, or a descriptor that is not open.
 */
export type InputKind = "pipe" | "file" | "device" | "other";

/** @param stream makes Node's stream for the descriptor */
export function standardInput(descriptor: number, stream: () => Readable): StandardInput {
  const kind = (): InputKind => kindOf(descriptor);
  return {
    kind,
    isTerminal: async () => kind() === "device" && (await import("./is-terminal.js")).isatty(descriptor),
    size: () => (kind() === "file" ? fstatSync(descriptor).size : undefined),
    numbers: (options) => descriptorNumbers(descriptor, options),
    chunks: (signal) => descriptorChunks(descriptor, { name: "-", signal }),
    stream,
    takeByte() {
      try {
        return readSync(descriptor, Buffer.alloc(1)) > 0;
      } catch {
        return false;
      }
    },
  };
}

function kindOf(descriptor: number): InputKind {
  try {
    const status = fstatSync(descriptor);
    if (status.isFIFO() || status.isSocket()) return "pipe";
    if (status.isCharacterDevice()) return "device";
    return status.isFile() ? "file" : "other";
  } catch {
    return "other";
  }
}

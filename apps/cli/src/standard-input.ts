import { fstatSync, readSync } from "node:fs";
import type { Readable } from "node:stream";
import type { NumbersApi, StreamNumbersOptions } from "@dlg/total-core";
import { descriptorNumbers } from "@dlg/total-core/node";

/** Standard input. */
export interface StandardInput {
  /**
   * `pipe`: bytes may come at any time, or never (a socket counts as one). `file`: whatever there is, is there now.
   * `device`: a terminal, say, or `/dev/null`. `other`: a directory, or what cannot be asked.
   */
  readonly kind: () => InputKind;
  /** How many bytes a file has, from its start. */
  readonly size: () => number | undefined;
  /** Its numbers, from where it stands. */
  readonly numbers: (options: StreamNumbersOptions) => NumbersApi;
  /** The stream that a pipe is, for who does not want its numbers. */
  readonly stream: () => Readable;
  /** Takes one byte of a file, now: whether there was one. */
  readonly takeByte: () => boolean;
}

export type InputKind = "pipe" | "file" | "device" | "other";

/** @param stream Node's stream for the descriptor, made when it is called */
export function standardInput(descriptor: number, stream: () => Readable): StandardInput {
  const kind = (): InputKind => kindOf(descriptor);
  return {
    kind,
    size: () => (kind() === "file" ? fstatSync(descriptor).size : undefined),
    numbers: (options) => descriptorNumbers(descriptor, options),
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

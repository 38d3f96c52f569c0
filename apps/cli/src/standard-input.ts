import { createReadStream, fstatSync, readSync } from "node:fs";
import type { Readable } from "node:stream";

/** Standard input. */
export interface StandardInput {
  /**
   * `pipe`: bytes may come at any time, or never (a socket counts as one). `file`: whatever there is, is there now.
   * `device`: a terminal, say, or `/dev/null`. `other`: a directory, or what cannot be asked.
   */
  readonly kind: () => InputKind;
  /** Its bytes, from where it stands. */
  readonly open: () => Readable;
  /** Takes one byte of a file, now: whether there was one. */
  readonly takeByte: () => boolean;
}

export type InputKind = "pipe" | "file" | "device" | "other";

const FILE_READ_BYTES = 256 * 1024;

/**
 * @param stream Node's stream for the descriptor, made when it is called. Files are read without it because its reads are
 * small, directories because it is an empty one for them: a total of 0 instead of an error would come of that
 */
export function standardInput(descriptor: number, stream: () => Readable): StandardInput {
  const kind = (): InputKind => kindOf(descriptor);
  return {
    kind,
    open() {
      if (kind() === "pipe" || kind() === "device") return stream();
      return createReadStream("", { fd: descriptor, autoClose: false, highWaterMark: FILE_READ_BYTES });
    },
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

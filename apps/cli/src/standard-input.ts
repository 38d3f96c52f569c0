import { fstatSync, read, readSync, type BigIntStats } from "node:fs";
import type { Readable } from "node:stream";
import { promisify } from "node:util";
import { checkUnchanged, unreadable } from "@dlg/total-core/node";

/** Standard input. */
export interface StandardInput {
  /**
   * `pipe`: bytes may come at any time, or never (a socket counts as one). `file`: whatever there is, is there now.
   * `device`: a terminal, say, or `/dev/null`. `other`: a directory, or what cannot be asked.
   */
  readonly kind: () => InputKind;
  /** How many bytes a file has, from its start. */
  readonly size: () => number | undefined;
  /** Its bytes, from where it stands; the pieces may share one buffer. A file that fails does so with a `TotalError`. */
  readonly bytes: () => AsyncIterable<Uint8Array>;
  /** The stream that a pipe is. */
  readonly stream: () => Readable;
  /** Takes one byte of a file, now: whether there was one. */
  readonly takeByte: () => boolean;
}

export type InputKind = "pipe" | "file" | "device" | "other";

/** As much as the library reads of a file at once. */
const FILE_READ_BYTES = 512 * 1024;

/**
 * @param stream Node's stream for the descriptor, made when it is called. Files are read without it: its reads are small and
 * leave a new buffer each. So are directories, for which it is an empty one: a total of 0 instead of an error would come of that
 */
export function standardInput(descriptor: number, stream: () => Readable): StandardInput {
  const kind = (): InputKind => kindOf(descriptor);
  return {
    kind,
    size: () => (kind() === "file" ? fstatSync(descriptor).size : undefined),
    stream,
    bytes: () => (kind() === "pipe" || kind() === "device" ? stream() : fileBytes(descriptor)),
    takeByte() {
      try {
        return readSync(descriptor, Buffer.alloc(1)) > 0;
      } catch {
        return false;
      }
    },
  };
}

async function* fileBytes(descriptor: number): AsyncGenerator<Uint8Array, void, undefined> {
  const readSome = promisify(read);
  const buffer = new Uint8Array(FILE_READ_BYTES);
  const before = statusOf(descriptor);
  let length = 0;
  for (;;) {
    const { bytesRead } = await readSome(descriptor, buffer, 0, buffer.length, null).catch(isUnreadable);
    length += bytesRead;
    // A file that grows may have no end.
    if (before.isFile() && (bytesRead === 0 || length > before.size)) {
      checkUnchanged("-", before, statusOf(descriptor));
    }
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

function statusOf(descriptor: number): BigIntStats {
  try {
    return fstatSync(descriptor, { bigint: true });
  } catch (cause) {
    return isUnreadable(cause);
  }
}

function isUnreadable(cause: unknown): never {
  throw unreadable("-", cause);
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

/** The faults of files: they cannot be read, or change while they are read. */
import type { BigIntStats } from "node:fs";
import { quote } from "../basics/quote.js";
import { TotalError } from "../contract/errors.js";
import type { Hint } from "../contract/hints.js";

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  ENOTDIR: "no such file",
  EISDIR: "a directory",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EIO: "an input/output error",
  ELOOP: "links in a circle",
  ENAMETOOLONG: "a name that is too long",
  EMFILE: "too many open files",
  ENFILE: "too many open files",
  ENXIO: "a device without a reader behind it",
};

/** A file that cannot be read: `x.txt: expected a readable file, got no such file`. */
export function unreadable(name: string, cause: unknown): TotalError {
  return new TotalError("SOURCE_UNAVAILABLE", {
    place: { source: name },
    expected: "a readable file",
    got: shownCause(cause),
    ...(cause instanceof Error ? { cause } : {}),
  });
}

function shownCause(cause: unknown): string {
  const { code, message } = cause as Partial<NodeJS.ErrnoException>;
  if (code === undefined) return message === undefined ? "an error" : quote(message);
  return Object.hasOwn(WORDS, code) ? WORDS[code]! : code;
}

/** Members that change when a file is written to. */
type FileTime = Pick<BigIntStats, "size" | "mtimeNs">;

/** Tells a file from others, and from its earlier states. */
export type FileState = Pick<BigIntStats, "dev" | "ino" | "size" | "mtimeNs">;

/** Whether both are states of one file, which has not changed between them. */
export function isSameFile(a: FileState, b: FileState): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/** @throws TotalError SOURCE_CHANGED where an open file has changed between two states */
export function checkUnchanged(name: string, before: FileTime, after: FileTime): void {
  if (after.size > before.size) throw grown(name);
  if (after.size < before.size) throw changed(name, `${after.size} bytes after ${before.size}`);
  if (after.mtimeNs !== before.mtimeNs) throw changed(name, "other bytes");
}

/** A pipe has no length that could change: its end is where the file ended when that was reached. */
const AS_FAR_AS_IT_GOES: Hint = {
  program: "cat",
  needsFile: true,
  asStored: true,
  when: "as far as it goes",
};

/** A log that is written to, mostly. */
export function grown(name: string): TotalError {
  return changed(name, "more bytes than it had", [AS_FAR_AS_IT_GOES]);
}

export function changed(name: string, got: string, hints?: readonly Hint[]): TotalError {
  const expected = "a file that stays as it is while it is read";
  return new TotalError("SOURCE_CHANGED", { place: { source: name }, expected, got, hints });
}

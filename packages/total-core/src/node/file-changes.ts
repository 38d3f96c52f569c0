import type { BigIntStats } from "node:fs";
import { TotalError } from "../contract/errors.js";

/** Tells a file from others, and from its earlier states. */
export type FileState = Pick<BigIntStats, "dev" | "ino" | "size" | "mtimeNs">;

/** Whether both are states of one file, which has not changed between them. */
export function isSameFile(a: FileState, b: FileState): boolean {
  return a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs;
}

/** @throws TotalError SOURCE_CHANGED where an open file has changed between two states */
export function checkUnchanged(name: string, before: BigIntStats, after: BigIntStats): void {
  if (after.size > before.size) throw grown(name);
  if (after.size < before.size) throw changed(name, `${after.size} bytes after ${before.size}`);
  if (after.mtimeNs !== before.mtimeNs) throw changed(name, "other bytes");
}

export function grown(name: string): TotalError {
  return changed(name, "more bytes than it had");
}

export function changed(name: string, got: string): TotalError {
  const expected = "a file that stays as it is while it is read";
  return new TotalError("SOURCE_CHANGED", { place: { source: name }, expected, got });
}

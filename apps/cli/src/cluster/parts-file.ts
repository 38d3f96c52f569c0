import { appendFileSync, closeSync, ftruncateSync, openSync } from "node:fs";
import { fileChunks } from "@dlg/total-core/internal";
import type { PartsMerge } from "@dlg/total-core/node";
import { ClusterFailure } from "../errors/cluster-failure.js";

const LF = 0x0a;

/** Each part begins like this. */
const BEGINNING = Buffer.from('{"dlg":1,"run":"');

/** The file that parts are appended to as they come. */
export interface PartsFile {
  append(part: string): void;
  close(): void;
}

export const noPartsFile: PartsFile = { append() {}, close() {} };

/**
 * Adds the parts that a file has already, and opens it for more. A command that was ended while it wrote has left a line without its end, which is dropped.
 * @throws TotalError BAD_PARTIAL where a line is no part, or one of another run
 */
export async function openPartsFile(
  file: string,
  merge: PartsMerge,
  signal: AbortSignal,
): Promise<PartsFile> {
  const descriptor = opened(file);
  let whole = 0;
  let number = 0;
  let held: Uint8Array[] = [];
  for await (const piece of fileChunks(file, { name: file, signal })) {
    let start = 0;
    for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, start)) {
      const line = Buffer.concat([...held, piece.subarray(start, end)]);
      held = [];
      start = end + 1;
      whole += line.length + 1;
      merge.add(line, `${file}:${++number}`);
    }
    if (start < piece.length) held.push(piece.slice(start));
  }
  const rest = Buffer.concat(held);
  // What is no part is somebody's file, which was named by mistake. The merge says so.
  if (!isBegun(rest)) merge.add(rest, `${file}:${++number}`);
  ftruncateSync(descriptor, whole);
  return {
    append: (part) => tried(file, () => appendFileSync(descriptor, `${part}\n`)),
    close: () => closeSync(descriptor),
  };
}

function isBegun(part: Buffer): boolean {
  const length = Math.min(part.length, BEGINNING.length);
  return part.subarray(0, length).equals(BEGINNING.subarray(0, length));
}

function opened(file: string): number {
  return tried(file, () => openSync(file, "a+"));
}

function tried<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new ClusterFailure(`${file}: expected to write parts, got ${(error as Error).message}`);
  }
}

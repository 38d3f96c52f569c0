import { close, constants, open, type Stats } from "node:fs";
import { ReadStream, isatty } from "node:tty";
import { promisify } from "node:util";
import { streamChunks, streamOpener } from "../source/stream-chunks.js";
import type { NamedReading } from "./read-ahead.js";
import { socketChunks } from "./socket-chunks.js";

const openDescriptor = promisify(open);
const closeDescriptor = promisify(close);

/** Windows has no such flag. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);

type FileKind = Pick<Stats, "isFIFO" | "isSocket" | "isCharacterDevice">;

/**
 * The bytes of files that may let a reader wait for ever: FIFOs, terminals, and the socket behind `/dev/stdin`. Node reads other files in a thread that
 * nobody can wake: an abort would leave it waiting, and `process.exit` would wait for it.
 *
 * @returns `undefined` for other files
 */
export async function specialChunks(
  path: string | Buffer,
  stats: FileKind,
  reading: NamedReading,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const isOpened = stats.isFIFO() || stats.isCharacterDevice();
  const inherited = stats.isSocket() ? inheritedDescriptor(path) : undefined;
  const descriptor = isOpened ? await openDescriptor(path, WITHOUT_WAITING) : inherited;
  if (descriptor === undefined) return undefined;
  const chunks = openSpecialChunks(descriptor, stats, reading);
  if (chunks === undefined) await closeDescriptor(descriptor);
  return chunks;
}

/** The same for an open descriptor. */
export function openSpecialChunks(
  descriptor: number,
  stats: FileKind,
  reading: NamedReading,
): AsyncIterable<Uint8Array> | undefined {
  if (stats.isFIFO() || stats.isSocket()) return socketChunks(descriptor, reading);
  return isatty(descriptor) ? streamChunks(streamOpener(new ReadStream(descriptor))(), reading) : undefined;
}

/** A socket cannot be opened by its path, but an inherited one is open already. */
function inheritedDescriptor(path: string | Buffer): number | undefined {
  const match = /^\/dev\/(?:stdin|fd\/(\d+))$/.exec(path.toString());
  return match === null ? undefined : Number(match[1] ?? 0);
}

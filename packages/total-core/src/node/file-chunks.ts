import { read } from "node:fs";
import { promisify } from "node:util";
import { unreadable } from "./file-faults.js";
import { OpenFile, statusOf, statusOfPath } from "./open-file.js";
import { readAhead, type NamedReading } from "./read-ahead.js";

/** Imported where it is needed: its modules take 1 ms of a start of 30, and most files are regular. */
const specialFile = () => import("./special-file.js");

/**
 * The bytes of a file. A piece is the caller's until it asks for the next one.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where it cannot be read, SOURCE_CHANGED where it changed meanwhile
 */
export async function* fileChunks(
  path: string | Buffer,
  reading: NamedReading,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { name, signal } = reading;
  const failed = (cause: unknown) => {
    throw unreadable(name, cause);
  };
  const stats = await statusOfPath(path).catch(failed);
  if (stats.isDirectory()) throw unreadable(name, { code: "EISDIR" });
  if (!stats.isFile()) {
    const { specialChunks } = await specialFile();
    const chunks = await specialChunks(path, stats, reading).catch(failed);
    if (chunks !== undefined) return yield* chunks;
  }
  const file = await OpenFile.open(path).catch(failed);
  // Even while nobody asks for more.
  const close = () => file.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    yield* readAhead(file, reading);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

const readSome = promisify(read);

/** The bytes of an open descriptor, a file's from its current place. A pipe and a terminal are closed at the end, a file is not. */
export async function* descriptorChunks(
  descriptor: number,
  reading: NamedReading,
): AsyncGenerator<Uint8Array, void, undefined> {
  const status = () => statusOf(descriptor, { bigint: true });
  const stats = await status().catch((cause: unknown) => {
    throw unreadable(reading.name, cause);
  });
  if (!stats.isFile()) {
    const chunks = (await specialFile()).openSpecialChunks(descriptor, stats, reading);
    if (chunks !== undefined) return yield* chunks;
  }
  const readNext = async (buffer: Uint8Array) =>
    (await readSome(descriptor, buffer, 0, buffer.length, null)).bytesRead;
  yield* readAhead({ status, read: readNext }, reading);
}

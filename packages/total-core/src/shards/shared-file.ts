import { fileAccess, type FileAccess } from "../node/file-access.js";
import type { NamedReading } from "../node/read-ahead.js";

interface Shared {
  readonly signal: AbortSignal;
  readonly access: Promise<FileAccess | undefined>;
  users: number;
}

/** Those that were opened in this turn of the event loop. */
const opened = new Map<string, Shared>();

/**
 * A file that is open for all shards that ask for it in one turn of the event loop: of ten thousand shards of twenty numbers, opening and closing it each time is a
 * tenth of the worker's time. In a later turn it is opened again, since its path may lead to another file by then.
 *
 * @returns `undefined` as {@link fileAccess} does
 * @throws TotalError SOURCE_UNAVAILABLE where it cannot be read
 */
export async function sharedFile(path: string, reading: NamedReading): Promise<FileAccess | undefined> {
  const key = `${path}\0${reading.name}`;
  const shared = sharedOf(key, path, reading);
  shared.users++;
  const access = await shared.access;
  if (access === undefined) return undefined;
  return {
    ...access,
    async close() {
      shared.users--;
      if (shared.users > 0) return;
      if (opened.get(key) === shared) opened.delete(key);
      await access.close();
    },
  };
}

function sharedOf(key: string, path: string, reading: NamedReading): Shared {
  const known = opened.get(key);
  if (known?.signal === reading.signal) return known;
  const shared = { signal: reading.signal, access: fileAccess(path, reading, true), users: 0 };
  if (opened.size === 0) setImmediate(() => opened.clear());
  opened.set(key, shared);
  return shared;
}

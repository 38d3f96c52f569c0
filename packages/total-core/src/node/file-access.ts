import { open, stat } from "node:fs/promises";
import type { RandomAccess } from "../source/parquet/random-access.js";
import { checkUnchanged, unreadable } from "./file-faults.js";
import type { NamedReading } from "./read-ahead.js";

/**
 * A file that is read from any place. It is closed when the signal aborts, too.
 *
 * @returns `undefined` for other files than regular ones, and for files that do not tell their length
 * @throws TotalError SOURCE_UNAVAILABLE where it cannot be read
 */
export async function fileAccess(
  path: string | Buffer,
  { name, signal }: NamedReading,
): Promise<RandomAccess | undefined> {
  const failed = (cause: unknown) => {
    throw signal.aborted ? signal.reason : unreadable(name, cause);
  };
  const stats = await stat(path).catch(failed);
  if (!stats.isFile() || stats.size === 0) return undefined;
  const handle = await open(path, "r").catch(failed);
  const close = () => handle.close().catch(() => {});
  signal.addEventListener("abort", close, { once: true });
  const before = await handle.stat({ bigint: true }).catch(failed);
  return {
    size: Number(before.size),
    async read(buffer, position) {
      let filled = 0;
      while (filled < buffer.length) {
        signal.throwIfAborted();
        const length = buffer.length - filled;
        const { bytesRead } = await handle.read(buffer, filled, length, position + filled).catch(failed);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    async checkUnchanged() {
      checkUnchanged(name, before, await handle.stat({ bigint: true }).catch(failed));
    },
    async close() {
      signal.removeEventListener("abort", close);
      await close();
    },
  };
}

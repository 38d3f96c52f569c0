import { statSync, type BigIntStats, type Stats } from "node:fs";
import type { RandomAccess } from "../contract/parquet.js";
import { checkUnchanged, unreadable } from "./file-faults.js";
import { OpenFile, statusOfPath } from "./open-file.js";
import type { NamedReading } from "./read-ahead.js";

/** A file that is read from any place. */
export interface FileAccess extends RandomAccess {
  /** Its state when it was opened. */
  readonly status: BigIntStats;
}

/**
 * A file that is read from any place. It is closed when the signal aborts, too.
 *
 * @param blocks whether short calls block the thread, see {@link OpenFile.open}
 * @returns `undefined` for other files than regular ones, and for files that do not tell their length
 * @throws TotalError SOURCE_UNAVAILABLE where it cannot be read
 */
export async function fileAccess(
  path: string | Buffer,
  { name, signal }: NamedReading,
  blocks = false,
): Promise<FileAccess | undefined> {
  const failed = (cause: unknown) => {
    throw signal.aborted ? signal.reason : unreadable(name, cause);
  };
  const stats = await (blocks ? statusNow(path) : statusOfPath(path)).catch(failed);
  if (!stats.isFile() || stats.size === 0) return undefined;
  const file = await OpenFile.open(path, blocks).catch(failed);
  const close = () => file.close();
  signal.addEventListener("abort", close, { once: true });
  const before = await file.status().catch(failed);
  return {
    status: before,
    size: Number(before.size),
    async read(buffer, position) {
      let filled = 0;
      while (filled < buffer.length) {
        signal.throwIfAborted();
        const length = await file.read(buffer.subarray(filled), position + filled).catch(failed);
        if (length === 0) break;
        filled += length;
      }
      return filled;
    },
    async checkUnchanged() {
      checkUnchanged(name, before, await file.status().catch(failed));
    },
    async close() {
      signal.removeEventListener("abort", close);
      close();
    },
  };
}

async function statusNow(path: string | Buffer): Promise<Stats> {
  return statSync(path);
}

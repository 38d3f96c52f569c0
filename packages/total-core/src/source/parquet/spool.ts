import { TotalError } from "../../contract/errors.js";
import { ByteReader } from "../byte-reader.js";
import { nodeModule } from "../../basics/node-modules.js";
import type { RandomAccess } from "../../contract/parquet.js";

/** More bytes go to a temporary file. */
const MEMORY_BYTES = 64 * 1024 * 1024;

/** Bytes of a block in memory, and of a write. */
const BLOCK_BYTES = 1024 * 1024;

export interface SpoolOptions {
  /** The name of the source in errors. */
  readonly name: string | undefined;
  /** @default 64 MiB */
  readonly memoryBytes?: number | undefined;
}

/**
 * Keeps all bytes of a stream, so that they can be read from any place: up to a bound in memory, beyond it in a temporary file, which
 * only its owner can read and which disappears when it is closed. Without files, as in a browser, all are kept in memory.
 *
 * @throws TotalError SOURCE_UNAVAILABLE where the file cannot be written
 */
export async function spooled(
  pieces: AsyncIterable<Uint8Array>,
  { name, memoryBytes = MEMORY_BYTES }: SpoolOptions,
): Promise<RandomAccess> {
  const input = new ByteReader(pieces);
  const blocks: Uint8Array[] = [];
  let file: TemporaryFile | undefined;
  let size = 0;
  try {
    for (let block = await input.take(BLOCK_BYTES); block.length > 0; block = await input.take(BLOCK_BYTES)) {
      blocks.push(block);
      size += block.length;
      if (size <= memoryBytes) continue;
      file ??= await temporaryFile(name);
      if (file !== undefined) await file.append(blocks.splice(0));
    }
  } catch (error) {
    await file?.close();
    throw error;
  } finally {
    await input.leave();
  }
  return file ?? inMemory(blocks, size);
}

function inMemory(blocks: readonly Uint8Array[], size: number): RandomAccess {
  return {
    size,
    async read(buffer, position) {
      let filled = 0;
      while (filled < buffer.length && position + filled < size) {
        const at = position + filled;
        const part = blocks[Math.floor(at / BLOCK_BYTES)]!.subarray(at % BLOCK_BYTES);
        const fitting = part.subarray(0, buffer.length - filled);
        buffer.set(fitting, filled);
        filled += fitting.length;
      }
      return filled;
    },
    checkUnchanged: async () => {},
    close: async () => {},
  };
}

interface TemporaryFile extends RandomAccess {
  append(blocks: readonly Uint8Array[]): Promise<void>;
}

/** `undefined` where there are no files. */
async function temporaryFile(name: string | undefined): Promise<TemporaryFile | undefined> {
  const [fs, os, path] = [nodeModule("node:fs"), nodeModule("node:os"), nodeModule("node:path")];
  if (fs === undefined || os === undefined || path === undefined) return undefined;
  const { open, rm } = fs.promises;
  const place = path.join(os.tmpdir(), `dlg-${globalThis.crypto.randomUUID()}.tmp`);
  const failed = (cause: unknown) => {
    throw unwritable(name, cause);
  };
  const handle = await open(place, "wx+", 0o600).catch(failed);
  // It is removed at once, so that nothing is left however the process ends; where an open file cannot be removed, when it is closed.
  const remove = () => rm(place, { force: true }).catch(() => {});
  await remove();
  let size = 0;
  return {
    get size() {
      return size;
    },
    async append(blocks) {
      for (const block of blocks) {
        for (let start = 0; start < block.length;) {
          const { bytesWritten } = await handle.write(block.subarray(start)).catch(failed);
          start += bytesWritten;
          size += bytesWritten;
        }
      }
    },
    async read(buffer, position) {
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, position + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    checkUnchanged: async () => {},
    async close() {
      await handle.close();
      await remove();
    },
  };
}

function unwritable(name: string | undefined, cause: unknown): TotalError {
  const { code = "an error" } = cause as NodeJS.ErrnoException;
  return new TotalError("SOURCE_UNAVAILABLE", {
    place: { source: name },
    expected: "room for a temporary file, which Parquet from a stream needs",
    got: code === "ENOSPC" ? "a full disk" : code,
    cause,
  });
}

/** The sources of a receipt, each read from its beginning to its end. */
import type { BigIntStats } from "node:fs";
import type { NumbersApi } from "../contract/numbers-api.js";
import { watchedFile } from "../node/file.js";
import { checkUnchanged, unreadable } from "../node/file-faults.js";
import { fileChunks } from "../node/file-chunks.js";
import { exactStatusOfPath } from "../node/open-file.js";
import { parquetOnDemand } from "../node/parquet-on-demand.js";
import { watched } from "../source/bytes-watch.js";
import { addressNumbers } from "../source/http/http-numbers.js";
import { numbersReadOnce } from "../source/stream.js";
import { addressOf, keptTransport, stateOfAnswer } from "./address.js";
import { stateOfFile } from "./listed-state.js";
import type { Reach } from "./reach.js";
import { isAddress, pathOf, publicName } from "./source-name.js";
import { StoredHash } from "./stored-hash.js";
import type { WholeOptions } from "./whole-source.js";

/** A path or an address; or bytes that can be read once, by a name. */
export type ReceiptSource =
  string | { readonly name: string; readonly bytes: (signal: AbortSignal) => AsyncIterable<Uint8Array> };

/** How a source is read, and what tells its version. */
export interface SourceReading {
  readonly name: string;
  /** `null` until it is read, where nothing tells it before. */
  readonly size: number | null;
  /** Known once it was read. */
  version(): string | null;
  readonly hash: StoredHash;
  numbers(options: WholeOptions): NumbersApi;
  /** @throws TotalError SOURCE_CHANGED where it is another version by now */
  checkUnchanged(): Promise<void>;
}

/** @param threads the most for a large file */
export async function sourceReading(
  source: ReceiptSource,
  reach: Reach,
  threads: number | undefined,
): Promise<SourceReading> {
  if (typeof source !== "string") return streamReading(source, reach);
  return isAddress(source) ? addressReading(source, reach) : fileReading(source, reach, threads);
}

function streamReading({ name, bytes }: Exclude<ReceiptSource, string>, { signal }: Reach): SourceReading {
  const hash = new StoredHash(signal);
  return {
    name,
    size: null,
    version: () => null,
    hash,
    numbers: (options) =>
      numbersReadOnce("stream", (asked) => watched(bytes(asked.signal), hash), {
        ...options,
        name,
        parquet: parquetOnDemand,
      }),
    async checkUnchanged() {},
  };
}

function addressReading(source: string, { signal, headers, timeoutMs, maxRedirects }: Reach): SourceReading {
  const hash = new StoredHash(signal);
  let version: string | null = null;
  return {
    name: publicName(source),
    size: null,
    version: () => version,
    hash,
    numbers: (options) =>
      addressNumbers(
        addressOf(source),
        { ...options, headers, timeoutMs, maxRedirects, parquet: parquetOnDemand },
        {
          transport: keptTransport(),
          watch: hash,
          onAnswer: (answer) => (version = stateOfAnswer(answer).version),
        },
      ),
    // The rest of an answer that was cut is asked for with its ETag.
    async checkUnchanged() {},
  };
}

async function fileReading(name: string, reach: Reach, threads: number | undefined): Promise<SourceReading> {
  const path = pathOf(name, reach);
  const before = await statusOf(path, name);
  // Files in /proc say that they have no bytes.
  const isTold = before.isFile() && before.size > 0n;
  const { size, version } = stateOfFile(before);
  const hash = new StoredHash(
    reach.signal,
    isTold ? (signal) => fileChunks(path, { name, signal }) : undefined,
  );
  return {
    name,
    size: isTold ? size : null,
    version: () => (before.isFile() ? version : null),
    hash,
    numbers: (options) => watchedFile(path, { ...options, name, threads, blocking: true }, hash),
    async checkUnchanged() {
      if (isTold) checkUnchanged(name, before, await statusOf(path, name));
    },
  };
}

function statusOf(path: string, name: string): Promise<BigIntStats> {
  return exactStatusOfPath(path, { bigint: true }).catch((cause: unknown) => {
    throw unreadable(name, cause);
  });
}

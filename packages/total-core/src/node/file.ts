import { fileURLToPath } from "node:url";
import { checkFormatOptions, formatFromPrefix } from "../decode/index.js";
import { describe } from "../basics/describe.js";
import { formatFromName } from "../contract/formats.js";
import {
  FORMATS,
  type Batch,
  type Format,
  type NumbersApi,
  type PartialBatch,
  type PartialsOptions,
} from "../contract/numbers-api.js";
import { checkedChoice, checkedInteger, checkedText } from "../basics/option-values.js";
import { storedNumbers, type StorageOptions } from "../source/stored-numbers.js";
import { isSliced } from "./threads/slice-total.js";
import { fileAccess } from "./file-access.js";
import { fileChunks } from "./file-chunks.js";
import { partialsInThreads } from "./threads/in-threads.js";

export interface FileNumbersOptions extends StorageOptions {
  /**
   * Of what is in it, where it is compressed with gzip or zstd.
   * @default by the name's extension, before `.gz` or `.zst`, else told from the first bytes
   */
  readonly format?: Format | undefined;
  /**
   * What errors call the file.
   * @default its path
   */
  readonly name?: string | undefined;
  /**
   * In how many threads at most `totalOf` adds the numbers, this one included; from 1 to 1024. There is more than one only for a regular file that
   * is not compressed, in `text`, `csv`, `tsv`, `ndjson` or `f64`, and each has 4 MiB to read at least. `totalsBy` has one.
   * @default as many as there are processors, up to 3, where they are faster: from 350 MB of text, 450 MB of CSV, 750 MB of NDJSON, 1.5 GB of f64
   * on; below that 1
   */
  readonly threads?: number | undefined;
}

const MOST_THREADS = 1024;

/**
 * The numbers in a file, read in constant memory. It may be a FIFO, a terminal or a device as well.
 *
 * @param path a URL is a `file:` URL; bytes are for names that are not UTF-8
 * @throws TypeError, from here, where it is no path; TotalError, from the numbers: SOURCE_UNAVAILABLE where
 * the file cannot be read, SOURCE_CHANGED where it was written to meanwhile
 */
export function fileNumbers(path: string | URL | Uint8Array, options: FileNumbersOptions = {}): NumbersApi {
  const { format: givenFormat, name: givenName, threads, onStored, ...others } = options;
  const file = checkedPath(path);
  const name = checkedText("name", givenName) ?? file.toString();
  if (threads !== undefined) checkedInteger("threads", threads, { min: 1, max: MOST_THREADS });
  const byName = formatFromName(file.toString());
  const format = checkedChoice("format", givenFormat, FORMATS) ?? byName.format;
  checkFormatOptions(format, others);
  const api: NumbersApi = {
    async *numbers({ signal }): AsyncGenerator<Batch, void, undefined> {
      signal.throwIfAborted();
      const reading = { name, signal };
      const storage = { format, compression: byName.compression, name, onStored, ...others };
      const randomAccess = () => fileAccess(file, reading);
      yield* storedNumbers(fileChunks(file, reading), { ...storage, randomAccess }, formatFromPrefix);
    },
  };
  const isCut = byName.compression === undefined && (format === undefined || isSliced(format));
  if (threads === 1 || !isCut) return api;
  return {
    ...api,
    async *partials(asked: PartialsOptions): AsyncGenerator<Batch | PartialBatch, void, undefined> {
      asked.signal.throwIfAborted();
      const inThreads = await partialsInThreads(
        file,
        { format, name, ...others },
        { threads, onStored, ...asked },
      );
      yield* inThreads ?? api.numbers(asked);
    },
  };
}

function checkedPath(given: unknown): string | Buffer {
  const path =
    given instanceof URL ? fileURLToPath(given) : given instanceof Uint8Array ? Buffer.from(given) : given;
  if (typeof path !== "string" && !Buffer.isBuffer(path)) {
    throw new TypeError(`path: expected a string, a file: URL or bytes, got ${describe(path)}`);
  }
  if (path.includes("\0")) throw new TypeError("path: expected one without NUL, got one with it");
  return path;
}

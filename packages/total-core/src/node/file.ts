import { fileURLToPath } from "node:url";
import { equip } from "../equip.js";
import { describe } from "../basics/describe.js";
import { formatFromName } from "../contract/formats.js";
import { mayBeSeveral } from "../contract/wanted-column.js";
import {
  FORMATS,
  type Batch,
  type Format,
  type NumbersApi,
  type NumbersOptions,
} from "../contract/numbers-api.js";
import { checkedChoice, checkedInteger, checkedText, wrongTypeOf } from "../basics/option-values.js";
import {
  checkStorageOptions,
  storedNumbers,
  wholeNumbers,
  type Storage,
  type StorageOptions,
} from "../source/stored-numbers.js";
import { watched, type BytesWatch } from "../source/bytes-watch.js";
import { isSliced } from "./threads/slice-total.js";
import { fileAccess } from "./file-access.js";
import { fileChunks } from "./file-chunks.js";
import { parquetOnDemand } from "./parquet-on-demand.js";
import { smallFileBytes } from "./small-file.js";
import { partialsInThreads } from "./threads/in-threads.js";

/** The options of {@link fileNumbers}: those of all formats, and these. */
export interface FileNumbersOptions extends StorageOptions {
  /**
   * The format of the bytes, once they are decompressed.
   * @default by the name's extension, before `.gz` or `.zst`, else told from the first bytes
   */
  readonly format?: Format | undefined;
  /**
   * The file's name in errors.
   * @default its path
   */
  readonly name?: string | undefined;
  /**
   * The most threads in which `totalOf` adds the numbers, this one included; from 1 to 1024. Only a regular file that is not compressed, in `text`,
   * `csv`, `tsv`, `f64`, or in `ndjson` by its name or the option `format`, gets more than one, each with 4 MiB to read at least. `totalsBy` has one.
   * They are faster from 350 MB of text, 450 MB of CSV, 750 MB of NDJSON or 1.5 GB of f64 on.
   * @default as many as there are processors, up to 3, where they are faster; else 1
   */
  readonly threads?: number | undefined;
  /**
   * Whether nothing else needs to run while a small file is read, up to 64 KiB: for programs that only make totals, as thousands of small files take
   * a fifth of the time.
   * @default false
   */
  readonly blocking?: boolean | undefined;
}

const MOST_THREADS = 1024;

const FIRST_BYTES = 65_536;

/**
 * The numbers in a file, read in constant memory. It may be a FIFO, a terminal or a device as well.
 *
 * @param path a URL is a `file:` URL; bytes are for names that are not UTF-8
 * @throws TypeError, from here, where it is no path; TotalError, from the numbers: SOURCE_UNAVAILABLE where
 * the file cannot be read, SOURCE_CHANGED where it was written to meanwhile
 */
export function fileNumbers(path: string | URL | Uint8Array, options: FileNumbersOptions = {}): NumbersApi {
  return watchedFile(path, options, undefined);
}

/**
 * The same; the watch sees the bytes that are read.
 * @internal
 */
export function watchedFile(
  path: string | URL | Uint8Array,
  options: FileNumbersOptions,
  watch: BytesWatch | undefined,
): NumbersApi {
  const {
    format: givenFormat,
    name: givenName,
    threads,
    blocking,
    onStored,
    parquet = parquetOnDemand,
    ...others
  } = options;
  equip();
  const file = checkedPath(path);
  const name = checkedText("name", givenName) ?? file.toString();
  if (threads !== undefined) checkedInteger("threads", threads, { min: 1, max: MOST_THREADS });
  if (blocking !== undefined && typeof blocking !== "boolean") {
    throw wrongTypeOf("blocking", "a boolean", blocking);
  }
  const byName = formatFromName(file.toString());
  const format = checkedChoice("format", givenFormat, FORMATS) ?? byName.format;
  checkStorageOptions(format, { ...others, parquet });
  // A partial is the total of one column without keys and currencies. These would have to be compared with those of other slices.
  const isOneTotal = others.by === undefined && !mayBeSeveral(others) && others.money !== true;
  const isCut = isOneTotal && byName.compression === undefined && (format === undefined || isSliced(format));
  const reading = {
    file,
    storage: { format, compression: byName.compression, name, onStored, parquet, ...others },
    threads: isCut ? threads : 1,
    blocking,
    watch,
  };
  return { numbers: (asked) => numbersOfFile(reading, asked) };
}

interface FileReading {
  readonly file: string | Buffer;
  readonly storage: Storage & { readonly name: string };
  /** 1 where the file cannot be cut, too. */
  readonly threads: number | undefined;
  readonly blocking: boolean | undefined;
  readonly watch: BytesWatch | undefined;
}

/** One function for all files: a generator within `fileNumbers` would be another one for each, which V8 keeps until it collects all garbage. */
async function* numbersOfFile(
  { file, storage, threads, blocking, watch }: FileReading,
  asked: NumbersOptions,
): AsyncGenerator<Batch, void, undefined> {
  const bytes = blocking === true ? smallFileBytes(file) : undefined;
  const batch = bytes && wholeNumbers(bytes, storage, storage);
  // It is all there already: the signal, which is made when it is asked for, has nothing to cancel.
  if (batch !== undefined) {
    storage.onStored?.(batch.bytes.length);
    watch?.see(batch.bytes);
    return yield batch;
  }
  const { signal, partials, skipInvalid = false } = asked;
  signal.throwIfAborted();
  const { compression: _compression, onStored, parquet: _parquet, ...encoding } = storage;
  const { format, name } = encoding;
  if (partials && threads !== 1) {
    const inThreads = await partialsInThreads(file, encoding, { threads, onStored, signal, skipInvalid });
    if (inThreads !== undefined) {
      watch?.leave();
      return yield* inThreads;
    }
  }
  // Only the first bytes of a Parquet file are read in order; two reads of 2 MiB would take 4 MB of its 150.
  const reading = { name, signal, readBytes: format === "parquet" ? FIRST_BYTES : undefined };
  const randomAccess = async () => {
    const access = await fileAccess(file, reading);
    if (access !== undefined) watch?.leave();
    return access;
  };
  yield* storedNumbers(watched(fileChunks(file, reading), watch), { ...storage, randomAccess });
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

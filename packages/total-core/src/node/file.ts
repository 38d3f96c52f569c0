import { fileURLToPath } from "node:url";
import { formatFromPrefix } from "../decode/index.js";
import { describe } from "../describe.js";
import { formatFromName } from "../formats.js";
import { FORMATS, type EncodedBatch, type Format, type NumbersApi } from "../numbers-api.js";
import { checkedChoice, checkedText } from "../source/options.js";
import { storedNumbers, type StorageOptions } from "../source/stored-numbers.js";
import { fileChunks } from "./file-chunks.js";

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
}

/**
 * The numbers in a file, read in constant memory. It may be a FIFO, a terminal or a device as well.
 *
 * @param path a URL is a `file:` URL; bytes are for names that are not UTF-8
 * @throws TypeError, from here, where it is no path; TotalError, from the numbers: SOURCE_UNAVAILABLE where
 * the file cannot be read, SOURCE_CHANGED where it was written to meanwhile
 */
export function fileNumbers(path: string | URL | Uint8Array, options: FileNumbersOptions = {}): NumbersApi {
  const { format: givenFormat, name: givenName, ...others } = options;
  const file = checkedPath(path);
  const name = checkedText("name", givenName) ?? file.toString();
  checkedText("field", others.field);
  const byName = formatFromName(file.toString());
  const format = checkedChoice("format", givenFormat, FORMATS) ?? byName.format;
  return {
    async *numbers({ signal }): AsyncGenerator<EncodedBatch, void, undefined> {
      signal.throwIfAborted();
      const pieces = fileChunks(file, { name, signal });
      yield* storedNumbers(
        pieces,
        { format, compression: byName.compression, name, ...others },
        formatFromPrefix,
      );
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

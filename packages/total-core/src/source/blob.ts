import { wrongType } from "../basics/describe.js";
import { checkedChoice, checkedText } from "../basics/option-values.js";
import { quote } from "../basics/quote.js";
import { TotalError } from "../contract/errors.js";
import { formatFromName } from "../contract/formats.js";
import { FORMATS, type Batch, type Format, type NumbersApi } from "../contract/numbers-api.js";
import { blobAccess, blobChunks } from "./blob-chunks.js";
import { mediaType, otherCharset } from "./media-type.js";
import { checkStorageOptions, storedNumbers, type Storage, type StorageOptions } from "./stored-numbers.js";

/** The options of {@link blobNumbers}: those of all formats, and these. */
export interface BlobNumbersOptions extends StorageOptions {
  /**
   * The format of the bytes, once they are decompressed.
   * @default by the extension of a File's name, before `.gz` or `.zst`, else by the Blob's type, else told from the first bytes
   */
  readonly format?: Format | undefined;
  /**
   * The Blob's name in errors.
   * @default a File's own name
   */
  readonly name?: string | undefined;
}

/**
 * The numbers in a Blob, or in a File that somebody has picked or dropped: read piece by piece, in constant memory, and as often as they are asked for.
 *
 * @throws TypeError, from here, where it is no Blob; TotalError, from the numbers: SOURCE_UNAVAILABLE where it cannot be read, SOURCE_CHANGED where
 * it has become shorter, UNSUPPORTED where its type names another charset than UTF-8
 */
export function blobNumbers(blob: Blob, options: BlobNumbersOptions = {}): NumbersApi {
  if (!isBlob(blob)) throw wrongType("blob", "a Blob or a File", blob);
  const { format, name: givenName, ...others } = options;
  const name = checkedText("name", givenName) ?? nameOf(blob);
  const told = storageOf(blob, checkedChoice("format", format, FORMATS));
  checkStorageOptions(told.format, others);
  return {
    async *numbers({ signal }): AsyncGenerator<Batch, void, undefined> {
      signal.throwIfAborted();
      const charset = otherCharset(mediaType(blob.type), told.format);
      if (charset !== undefined) {
        const fault = { expected: "the charset UTF-8", got: quote(charset) };
        throw new TotalError("UNSUPPORTED", { place: { source: name }, ...fault });
      }
      const reading = { name, signal };
      const randomAccess = async () => blobAccess(blob, reading);
      yield* storedNumbers(blobChunks(blob, reading), { ...told, name, ...others, randomAccess });
    },
  };
}

/** Whether it is a Blob or a File, of any realm. */
export function isBlob(value: unknown): value is Blob {
  const { size, slice, arrayBuffer } = Object(value) as Partial<Blob>;
  return typeof size === "number" && typeof slice === "function" && typeof arrayBuffer === "function";
}

function storageOf(
  blob: Blob,
  given: Format | undefined,
): Pick<Storage, "format" | "isOfWhole" | "compression"> {
  const byName = formatFromName(nameOf(blob) ?? "");
  const byType = mediaType(blob.type);
  const named = given ?? byName.format;
  // A type may be that of the compressed bytes, or of the data in them.
  const typed = byType.isClear && byName.compression === undefined ? byType.format : undefined;
  return {
    format: named ?? typed,
    isOfWhole: named === undefined,
    compression: byName.compression ?? byType.compression,
  };
}

function nameOf(blob: Blob): string | undefined {
  const { name } = blob as Partial<File>;
  return typeof name === "string" && name !== "" ? name : undefined;
}

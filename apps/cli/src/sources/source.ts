import type { EncodedBatch, Format, FormatOptions, NumbersApi } from "@dlg/total-core";
import type { Header } from "../command-line/option-values.js";

/** A path, an address, or `-` for standard input. Bytes are the path of a file that is not UTF-8. */
export type SourceName = string | Buffer;

/** The options of the command line for where the numbers are and how to read them. */
export interface SourceOptions extends FormatOptions {
  /** The numbers API: an address, or the environment's. */
  readonly api?: string | true | undefined;
  readonly format?: Format | undefined;
  readonly httpHeader?: readonly Header[] | undefined;
  /** In milliseconds. */
  readonly timeout?: number | undefined;
  /** For a large file. */
  readonly threads?: number | undefined;
}

export interface Source {
  readonly name: string;
  readonly numbers: NumbersApi;
  /** All of its numbers, read while nothing else runs; `undefined` where it is no small file. */
  whole?(): EncodedBatch | undefined;
  /** Whether nobody named the numbers. */
  readonly isSimulated?: boolean;
  /** How many bytes it holds, where that is known: for an address, once it has answered. */
  size(): number | undefined;
  /** How many of its bytes have been read, as they are stored: before they are decompressed. */
  bytesRead(): number;
}

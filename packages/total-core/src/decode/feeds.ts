/**
 * Feeds read with kernels. Readers in TypeScript read every format alone; a feed, where there is one, stands before the reader and hands to it the bytes that
 * a kernel leaves. So the readers need no kernel, and a bundle without kernels still reads everything.
 */
import type { Decoder, DecoderOptions } from "../contract/decoder.js";
import type { CsvDialect } from "./csv/dialect.js";
import type { RowReader } from "./csv/row-reader.js";
import type { Documents } from "./json/faults.js";
import type { JsonReader } from "./json/reader.js";
import type { Position } from "./position.js";
import type { TextReader } from "./text/reader.js";

export interface Feeds {
  /** @returns `undefined` where the kernel knows nothing of what the options ask for */
  text(reader: TextReader, options: DecoderOptions): Decoder | undefined;
  json(reader: JsonReader, options: DecoderOptions, documents: Documents): Decoder | undefined;
  csv(
    reader: RowReader,
    options: DecoderOptions & { readonly position: Position },
    dialect: CsvDialect,
  ): Decoder | undefined;
}

let provided: Feeds | undefined;

/** The module that has the kernels calls this when it is loaded. */
export function provideFeeds(feeds: Feeds): void {
  provided = feeds;
}

/** `undefined` where no kernels are there. */
export function loadedFeeds(): Feeds | undefined {
  return provided;
}

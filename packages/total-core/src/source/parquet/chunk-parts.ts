import { shownColumn } from "../../contract/wanted-column.js";
import { decompressorOf } from "./codecs.js";
import type { ColumnChunk } from "./column-chunk.js";
import type { ParquetFaults } from "./faults.js";
import { checkFirstRow, checkNulls } from "./levels.js";
import { PageFault } from "./page-fault.js";
import { pagesOf, type Page } from "./pages.js";
import type { ForwardReader } from "./random-access.js";

/** Makes something of a column's pages. */
export interface PageDecoder<Part> {
  /**
   * Takes the dictionary of the pages that follow.
   * @throws PageFault
   */
  setDictionary(bytes: Uint8Array, count: number): void;
  /** How many nulls there were in the pages so far. */
  readonly nulls: number;
  /**
   * What it makes of a page of values; each part is good until the next is asked for.
   * @throws PageFault
   */
  decode(page: Page): Iterable<Part>;
}

/**
 * What a decoder makes of all the pages of a column of one row group.
 *
 * @throws TotalError BAD_FORMAT where they have more or fewer values than the column, or nulls
 */
export async function* chunkParts<Part>(
  reader: ForwardReader,
  chunk: ColumnChunk,
  { decoder, faults }: { readonly decoder: PageDecoder<Part>; readonly faults: ParquetFaults },
): AsyncGenerator<Part, void, undefined> {
  const { start, values, codec, leaf, nulls } = chunk;
  let left = values;
  if (left === 0) return;
  const decompress = await decompressorOf(codec, faults);
  reader.seek(start);
  for await (const page of pagesOf(reader, { decompress, faults })) {
    const isFirst = left === values;
    if (!page.isDictionary) left -= page.values;
    if (left < 0) throw faults.damaged(`${values} values in a column's pages`, "more", page.offset);
    try {
      if (page.isDictionary) decoder.setDictionary(page.bytes, page.values);
      else {
        if (isFirst) checkFirstRow(page, leaf);
        const before = decoder.nulls;
        yield* decoder.decode(page);
        if (nulls.areInPages) checkNulls(page, decoder.nulls - before);
      }
    } catch (fault) {
      throw fault instanceof PageFault ? faults.inPage(fault, page.offset) : fault;
    }
    if (left === 0 && !page.isDictionary) break;
  }
  if (nulls.inChunk === undefined || nulls.inChunk === decoder.nulls) return;
  throw faults.damaged(
    `${nulls.inChunk} nulls in the column ${shownColumn(leaf.name)}`,
    String(decoder.nulls),
    start,
  );
}

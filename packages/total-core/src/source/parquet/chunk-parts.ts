import { shownColumn } from "../../contract/wanted-column.js";
import { codecOf } from "./codecs.js";
import type { ColumnChunk } from "./columns.js";
import type { ParquetFaults } from "./faults.js";
import { checkFirstRow, checkNulls, rowsOf, takeLevels, type Rows } from "./levels.js";
import { PageFault } from "./page-fault.js";
import { pagesOf, type Page } from "./pages.js";
import type { ForwardReader } from "./forward-reader.js";

/** Makes parts of a column's pages. */
export interface PageDecoder<Part> {
  /** Whether it matters in which rows the values are. */
  readonly isKeyed: boolean;
  /**
   * Takes the dictionary of the pages that follow.
   * @throws PageFault
   */
  setDictionary(bytes: Uint8Array, count: number): void;
  /**
   * The parts of a page of values; each is good until the next is asked for.
   * @throws PageFault
   */
  parts(page: Page, rows: Rows): AsyncIterable<Part>;
}

/**
 * The parts of all pages of a column in one row group.
 *
 * @throws TotalError BAD_FORMAT where the pages have more or fewer values, or nulls, than the column
 */
export async function* chunkParts<Part>(
  reader: ForwardReader,
  chunk: ColumnChunk,
  { decoder, faults }: { readonly decoder: PageDecoder<Part>; readonly faults: ParquetFaults },
): AsyncGenerator<Part, void, undefined> {
  const { start, values, codec: codecName, leaf, nulls } = chunk;
  let left = values;
  let nullsSeen = 0;
  if (left === 0) return;
  const codec = await codecOf(codecName, faults);
  reader.seek(start);
  for await (const page of pagesOf(reader, { codec, faults })) {
    const isFirst = left === values;
    if (!page.isDictionary) left -= page.values;
    if (left < 0) throw faults.damaged(`${values} values in a column's pages`, "more", page.offset);
    try {
      if (page.isDictionary) decoder.setDictionary(await page.body.takeRest(), page.values);
      else {
        const levels = await takeLevels(page, leaf);
        if (isFirst) checkFirstRow(page, leaf, levels);
        const rows = rowsOf(page, leaf, levels, decoder.isKeyed);
        yield* decoder.parts(page, rows);
        nullsSeen += page.values - rows.count;
        if (nulls.areInPages) checkNulls(page, page.values - rows.count);
      }
    } catch (fault) {
      throw fault instanceof PageFault ? faults.inPage(fault, page.offset) : fault;
    }
    if (left === 0 && !page.isDictionary) break;
  }
  if (nulls.inChunk === undefined || nulls.inChunk === nullsSeen) return;
  const expected = `${nulls.inChunk} nulls in the column ${shownColumn(leaf.name)}`;
  throw faults.damaged(expected, String(nullsSeen), start);
}

import { nodeModule } from "../../basics/node-modules.js";
import type { Decompress } from "./decompress.js";
import { BadStructure } from "./compact.js";
import type { ParquetFaults } from "./faults.js";
import { PAGE, readPageHeader, type PageContent, type PageHeader } from "./page-header.js";
import type { ForwardReader } from "./random-access.js";

/** A page of values, or a dictionary of them. Its bytes are good until the next one is asked for. */
export interface Page extends PageContent {
  readonly isDictionary: boolean;
  readonly isV2: boolean;
  /** Decompressed; in version 2 but for the levels that come first. */
  readonly bytes: Uint8Array;
  /** In version 2, the levels, which are never compressed. */
  readonly levels: Uint8Array;
  /** How many bytes it has, decompressed. */
  readonly size: number;
  /** Where in the file it begins. */
  readonly offset: number;
}

/** The statistics in a header may be long. */
const MAX_HEADER_BYTES = 2 ** 24;
const FIRST_HEADER_BYTES = 4096;

/** Some writers make one page of a whole row group. */
const MAX_PAGE_BYTES = 2 ** 29 - 1;

interface PagesOptions {
  readonly decompress: Decompress;
  readonly faults: ParquetFaults;
}

/** The pages of a column, one after another, for as long as somebody asks for more. */
export async function* pagesOf(
  reader: ForwardReader,
  { decompress, faults }: PagesOptions,
): AsyncGenerator<Page, void, undefined> {
  for (;;) {
    const offset = reader.position;
    const header = await nextHeader(reader, faults);
    const { type, size, storedSize, crc, content } = header;
    if (Math.max(size, storedSize) > MAX_PAGE_BYTES) {
      throw faults.unsupported(
        `pages of at most ${MAX_PAGE_BYTES} bytes in Parquet`,
        String(Math.max(size, storedSize)),
      );
    }
    if (storedSize > reader.left) {
      throw faults.damaged(`a page of ${storedSize} bytes`, `${reader.left} before the footer`, offset);
    }
    const stored = (await reader.peek(storedSize)).subarray(0, storedSize);
    if (crc !== undefined && !fits(stored, crc))
      throw faults.damaged("a page that fits its checksum", "another", offset);
    reader.skip(storedSize);
    if (type === PAGE.index) continue;
    if (content === undefined) throw faults.damaged("a page's header for its type", "another", offset);
    const isV2 = type === PAGE.dataV2;
    const levelBytes = content.repetitionBytes + content.definitionBytes;
    if (levelBytes > Math.min(size, storedSize))
      throw faults.damaged("levels within their page", "longer ones", offset);
    const levels = stored.subarray(0, levelBytes);
    const bytes = decompressed(stored.subarray(levelBytes), { header, content, decompress, faults, offset });
    yield { ...content, isDictionary: type === PAGE.dictionary, isV2, bytes, levels, size, offset };
  }
}

async function nextHeader(reader: ForwardReader, faults: ParquetFaults): Promise<PageHeader> {
  for (let length = FIRST_HEADER_BYTES; ; length *= 8) {
    const bytes = await reader.peek(Math.min(length, MAX_HEADER_BYTES));
    try {
      const header = readPageHeader(bytes);
      reader.skip(header.headerBytes);
      return header;
    } catch (cause) {
      if (!(cause instanceof BadStructure)) throw cause;
      const isAll = bytes.length >= reader.left || bytes.length >= MAX_HEADER_BYTES;
      if (cause.isShort && !isAll) continue;
      throw faults.damaged(
        "a page of a column",
        isAll ? "the end of the columns" : "other data",
        reader.position,
        cause,
      );
    }
  }
}

interface Compressed {
  readonly header: PageHeader;
  readonly content: PageContent;
  readonly decompress: Decompress;
  readonly faults: ParquetFaults;
  readonly offset: number;
}

function decompressed(stored: Uint8Array, page: Compressed): Uint8Array {
  const { header, content, decompress, faults, offset } = page;
  const size = header.size - content.repetitionBytes - content.definitionBytes;
  // Some writers compress nothing to nothing, others to some bytes.
  if (size === 0) return new Uint8Array(0);
  let bytes = stored;
  try {
    if (content.isCompressed) bytes = decompress(stored, size);
  } catch (cause) {
    throw faults.damaged("a page that can be decompressed", "damaged data", offset, cause);
  }
  if (bytes.length === size) return bytes;
  throw faults.damaged(`a page of ${size} bytes`, `${bytes.length}`, offset);
}

/** Without Node, checksums are not looked at. */
function fits(bytes: Uint8Array, crc: number): boolean {
  const zlib = nodeModule("node:zlib");
  return zlib === undefined || (zlib.crc32(bytes) | 0) === (crc | 0);
}

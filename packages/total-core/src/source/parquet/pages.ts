import { nodeModule } from "../../basics/node-modules.js";
import { UNCOMPRESSED } from "./codecs.js";
import { BadStructure } from "./compact.js";
import type { Codec } from "./decompress.js";
import { giveBack } from "../give-back.js";
import type { ParquetFaults } from "./faults.js";
import { decompressedInParts, storedParts } from "./long-pages.js";
import { PageBody } from "./page-body.js";
import { PAGE, readPageHeader, type PageContent, type PageHeader } from "./page-header.js";
import type { ForwardReader } from "./forward-reader.js";

/** A page of values, or a dictionary of them. Its bytes are good until the next page is asked for. */
export interface Page extends PageContent {
  readonly isDictionary: boolean;
  readonly isV2: boolean;
  /** In version 2, the levels, which are never compressed. */
  readonly levels: Uint8Array;
  /** All else, decompressed. */
  readonly body: PageBody;
  /** How many bytes the page has, decompressed. */
  readonly size: number;
  /** Where in the file it begins. */
  readonly offset: number;
}

/** The statistics in a header may be long. */
const MAX_HEADER_BYTES = 2 ** 24;
const FIRST_HEADER_BYTES = 4096;

/** Some writers make one page of a whole row group. */
const MAX_PAGE_BYTES = 2 ** 29 - 1;

/** Longer pages are read and decompressed in parts. */
const LONG_PAGE_BYTES = 2 ** 22;

interface PagesOptions {
  readonly codec: Codec;
  readonly faults: ParquetFaults;
}

/** The pages of a column, one after another, for as long as somebody asks for more. */
export async function* pagesOf(
  reader: ForwardReader,
  { codec, faults }: PagesOptions,
): AsyncGenerator<Page, void, undefined> {
  for (;;) {
    const offset = reader.position;
    const { type, size, storedSize, crc, content } = await nextHeader(reader, faults);
    const longest = Math.max(size, storedSize);
    if (longest > MAX_PAGE_BYTES) {
      throw faults.unsupported(`pages of at most ${MAX_PAGE_BYTES} bytes in Parquet`, String(longest));
    }
    if (storedSize > reader.left) {
      throw faults.damaged(`a page of ${storedSize} bytes`, `${reader.left} before the footer`, offset);
    }
    const start = reader.position;
    if (crc !== undefined && !(await fits(reader, storedSize, crc)))
      throw faults.damaged("a page that fits its checksum", "another", offset);
    reader.seek(start + storedSize);
    if (type === PAGE.index) continue;
    if (content === undefined) throw faults.damaged("a page's header for its type", "another", offset);
    const levelBytes = content.repetitionBytes + content.definitionBytes;
    if (levelBytes > Math.min(size, storedSize))
      throw faults.damaged("levels within their page", "longer ones", offset);
    reader.seek(start);
    // A copy, because a long body is read on while they are in use.
    const levels = (await reader.peek(levelBytes)).slice(0, levelBytes);
    reader.skip(levelBytes);
    const bodySize = size - levelBytes;
    const body = new PageBody(
      bodyPieces(reader, {
        storedSize: storedSize - levelBytes,
        size: bodySize,
        codec: content.isCompressed ? codec : UNCOMPRESSED,
        faults,
        offset,
      }),
      bodySize,
    );
    const [isDictionary, isV2] = [type === PAGE.dictionary, type === PAGE.dataV2];
    yield { ...content, isDictionary, isV2, levels, body, size, offset };
    await body.leave();
    reader.seek(start + storedSize);
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
      const got = isAll ? "the end of the columns" : "other data";
      throw faults.damaged("a page of a column", got, reader.position, cause);
    }
  }
}

interface Stored extends PagesOptions {
  readonly storedSize: number;
  readonly size: number;
  readonly offset: number;
}

/** The body of a page, decompressed: in one piece, or in parts where it is long and the codec allows it. */
async function* bodyPieces(
  reader: ForwardReader,
  { storedSize, size, codec, faults, offset }: Stored,
): AsyncGenerator<Uint8Array, void, undefined> {
  // Some writers compress nothing to nothing, others to some bytes.
  if (size === 0) return;
  const start = reader.position;
  let done = 0;
  if (codec.parts !== undefined && Math.max(size, storedSize) > LONG_PAGE_BYTES) {
    for await (const part of decompressedInParts(codec.parts(reader, storedSize, size), size)) {
      yield part;
      done += part.length;
    }
    if (done === size) return;
    reader.seek(start);
  }
  const bytes = (await reader.peek(storedSize)).subarray(0, storedSize);
  let page: Uint8Array;
  try {
    page = codec.decompress(bytes, size);
  } catch (cause) {
    throw faults.damaged("a page that can be decompressed", "damaged data", offset, cause);
  }
  if (page.length !== size) throw faults.damaged(`a page of ${size} bytes`, `${page.length}`, offset);
  try {
    yield page.subarray(done);
  } finally {
    if (page !== bytes) giveBack(page);
  }
}

/** Without Node, checksums are not looked at. */
async function fits(reader: ForwardReader, length: number, crc: number): Promise<boolean> {
  const zlib = nodeModule("node:zlib");
  if (zlib === undefined) return true;
  let computed = 0;
  for await (const part of storedParts(reader, length)) computed = zlib.crc32(part, computed);
  return (computed | 0) === (crc | 0);
}

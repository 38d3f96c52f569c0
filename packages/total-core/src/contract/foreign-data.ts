/** THE table of data that are told by their first bytes and not read here. decode/hint-finder.ts has the programs that open them. */
import { beginsWith, exactly, type FirstBytes } from "./formats.js";

export interface ForeignData {
  /** How messages write it. */
  readonly shown: string;
  readonly firstBytes: FirstBytes;
  /** The data that are read instead. */
  readonly expected: string;
}

const AS_THEY_ARE = "data as they are, or in gzip or zstd";
const TEXT = "text in UTF-8";
const TABLE = "a table in CSV, TSV or Parquet";

const any: (byte: number) => boolean = () => true;
const isNul = (byte: number): boolean => byte === 0;
const isNotNul = (byte: number): boolean => byte !== 0;

function ascii(text: string): FirstBytes {
  return exactly(Array.from(text, (character) => character.charCodeAt(0)));
}

/** APPNOTE.TXT of PKWARE, section 4.3.7: a local file header has 30 bytes, and then the name of the entry. */
function zipWith(name: string): FirstBytes {
  return [...ascii("PK\u0003\u0004"), ...Array<typeof any>(26).fill(any), ...ascii(name)];
}

function packed(shown: string, firstBytes: FirstBytes): ForeignData {
  return { shown, firstBytes, expected: AS_THEY_ARE };
}

function encoded(shown: string, firstBytes: FirstBytes): ForeignData {
  return { shown, firstBytes, expected: TEXT };
}

function workbook(shown: string, firstBytes: FirstBytes): ForeignData {
  return { shown, firstBytes, expected: TABLE };
}

/** The first row that fits counts: some data begin like a later one, too. */
const FOREIGN_DATA: readonly ForeignData[] = [
  encoded("UTF-32", exactly([0xff, 0xfe, 0, 0])),
  encoded("UTF-32", exactly([0, 0, 0xfe, 0xff])),
  encoded("UTF-16", exactly([0xff, 0xfe])),
  encoded("UTF-16", exactly([0xfe, 0xff])),
  // Without a mark. No text in UTF-8 that is read here has NUL at every other byte.
  encoded("UTF-16 without a byte-order mark", [isNotNul, isNul, isNotNul, isNul]),
  encoded("UTF-16 without a byte-order mark", [isNul, isNotNul, isNul, isNotNul]),
  // The magic number, and the one of the first block, or of the end.
  ...[
    [0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
    [0x17, 0x72, 0x45, 0x38, 0x50, 0x90],
  ].map((block) =>
    packed("bzip2 data", [...ascii("BZh"), (level) => level >= 0x31 && level <= 0x39, ...exactly(block)]),
  ),
  // The .xz File Format, section 2.1.1.1.
  packed("xz data", exactly([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])),
  // The entries that workbooks of Excel and others begin with: ECMA-376, part 2.
  ...["[Content_Types].xml", "_rels/", "xl/"].map((name) => workbook("an Excel workbook", zipWith(name))),
  workbook("an OpenDocument file", zipWith("mimetype")),
  packed("a zip archive", zipWith("")),
  packed("a 7z archive", exactly([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])),
  // [MS-CFB], section 2.2: before 2007, Excel's workbooks were such files.
  workbook("an old Excel workbook", exactly([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])),
];

/** No pattern is longer. */
export const MOST_FIRST_BYTES: number = Math.max(...FOREIGN_DATA.map(({ firstBytes }) => firstBytes.length));

/**
 * @param isAll there are no more bytes
 * @returns `none` where the bytes are not foreign, `undefined` where more of them are needed to know
 */
export function foreignData(prefix: Uint8Array, isAll: boolean): ForeignData | "none" | undefined {
  for (const data of FOREIGN_DATA) {
    const begins = beginsWith(data.firstBytes, prefix);
    if (begins === true) return data;
    if (begins === undefined && !isAll) return undefined;
  }
  return "none";
}

import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { streamNumbers, Total, TotalError, totalOf, type EncodedBatch } from "../index.js";
import { bytesOf } from "../testing/recorder.js";

type Encoding = Omit<EncodedBatch, "bytes">;

const UTF_16 = new Uint8Array(Buffer.from("\ufeff1\n2\n", "utf16le"));
const zip = (name: string): Uint8Array => bytesOf(`PK\u0003\u0004${"\0".repeat(26)}${name}`);

function faultOf(bytes: Uint8Array, encoding: Encoding): TotalError | string {
  const total = new Total();
  try {
    total.addAll({ bytes, ...encoding });
    return total.toString();
  } catch (error) {
    if (error instanceof TotalError) return error;
    throw error;
  }
}

async function outcome(
  bytes: Uint8Array,
  options: Parameters<typeof streamNumbers>[1],
  pieceBytes: number,
): Promise<string> {
  const pieces = [];
  for (let i = 0; i < bytes.length; i += pieceBytes) pieces.push(bytes.slice(i, i + pieceBytes));
  return totalOf(streamNumbers(pieces, options)).then(String, (error: Error) => error.message);
}

describe("data that are not read are told by their first bytes, and a program is named:", () => {
  test.each<[what: string, bytes: Uint8Array, program: string | undefined]>([
    ["UTF-16", UTF_16, "iconv -f UTF-16 -t UTF-8"],
    ["UTF-16", Uint8Array.of(0xfe, 0xff, 0, 0x31), "iconv -f UTF-16 -t UTF-8"],
    ["UTF-16", Uint8Array.of(0xff, 0xfe), "iconv -f UTF-16 -t UTF-8"],
    ["UTF-32", Uint8Array.of(0xff, 0xfe, 0, 0, 0x31, 0, 0, 0), "iconv -f UTF-32 -t UTF-8"],
    ["UTF-32", Uint8Array.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x31), "iconv -f UTF-32 -t UTF-8"],
    ["UTF-16 without a byte-order mark", UTF_16.subarray(2), "iconv -f UTF-16LE -t UTF-8"],
    ["UTF-16 without a byte-order mark", Uint8Array.of(0, 0x31, 0, 0x0a), "iconv -f UTF-16BE -t UTF-8"],
    ["bzip2 data", bytesOf("BZh91AY&SYx"), "bzip2 -dc"],
    ["xz data", Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0), "xz -dc"],
    ["a zip archive", zip("a.csv"), "unzip -p"],
    ["an Excel workbook", zip("[Content_Types].xml"), "xlsx2csv"],
    ["an Excel workbook", zip("_rels/.rels"), "xlsx2csv"],
    ["an Excel workbook", zip("xl/workbook.xml"), "xlsx2csv"],
    ["an OpenDocument file", zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), undefined],
    ["a 7z archive", Uint8Array.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), "7z e -so"],
    ["an old Excel workbook", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), "in2csv -f xls"],
  ])("%s", async (what, bytes, program) => {
    const encodings: Encoding[] = [
      { format: "text" },
      { format: "csv", header: false },
      { format: "tsv", column: "a", name: "x" },
      { format: "json" },
      { format: "ndjson", field: "a" },
    ];
    for (const encoding of encodings) {
      const fault = faultOf(bytes, encoding) as TotalError;
      expect(fault).toMatchObject({ code: "UNSUPPORTED", place: { source: encoding.name }, got: what });
      expect(fault.hints.map((hint) => "program" in hint && hint.program)).toEqual(
        program === undefined ? [] : [program],
      );
    }
    const messages = new Set<string>();
    for (const pieceBytes of [1, 2, 3, 1000]) {
      for (const skipInvalid of [true, false]) {
        messages.add(await outcome(bytes, { format: "text" }, pieceBytes));
        const api = streamNumbers([gzipSync(bytes)], { format: "text" });
        messages.add(await totalOf(api, { skipInvalid }).then(String, (error: Error) => error.message));
      }
    }
    expect([...messages]).toEqual([expect.stringContaining(`, got ${what}`)]);
  });
});

describe("what begins nearly like them is read:", () => {
  test.each([
    ["5", "5"],
    ["", "0"],
    ["7", "7"],
    ["\ufeff7 8", "15"],
  ])("text %j", async (text, total) => {
    for (const pieceBytes of [1, 2, 1000])
      expect(await outcome(bytesOf(text), { format: "text" }, pieceBytes)).toBe(total);
  });

  test.each([
    ["BZh9,n\n1,2\n", "2"],
    ["PK\u0003\u0004,n\n1,2\n", "2"],
    ["B,n\n1,2\n", "2"],
    ["7z,n\n1,2\n", "2"],
    ["Ā\0b,n\n1,2\n", "2"],
    ["a\0,n\n1,2\n", "2"],
  ])("CSV %j", async (text, total) => {
    for (const pieceBytes of [1, 2, 5, 1000]) {
      const options = { format: "csv", column: "n" } as const;
      expect(await outcome(bytesOf(text), options, pieceBytes)).toBe(total);
    }
  });

  test("fields of one character between NULs", () => {
    const encoding: Encoding = { format: "csv", delimiter: "\0", header: false, column: 2 };
    expect(faultOf(bytesOf("1\u00002\u00003\n"), encoding)).toBe("2");
  });

  test("f64, whose bytes may be any", () => {
    expect(faultOf(bytesOf("BZh91AY&"), { format: "f64" })).toMatch(/^\d+/);
  });

  test("an error is at its place, though its bytes were held", async () => {
    for (const pieceBytes of [1, 3, 1000]) {
      expect(await outcome(bytesOf("PK 1"), { format: "text", name: "x" }, pieceBytes)).toBe(
        'x:1:1: expected a number, got "PK"',
      );
      expect(await outcome(bytesOf("7 P"), { format: "text", name: "x" }, pieceBytes)).toBe(
        'x:1:3: expected a number, got "P"',
      );
    }
  });
});

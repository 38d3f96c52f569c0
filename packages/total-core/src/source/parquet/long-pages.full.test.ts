import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { CompressionCodec } from "hyparquet";
import { describe, expect, test } from "vitest";
import { oneColumn, optional } from "../../testing/one-column.js";
import { pageV1, pageV2, run } from "../../testing/parquet-file.js";
import { faultOf, ofBytes, shownTotal } from "../../testing/parquet-outcome.js";

const COUNT = 2_000_000;
const data = Buffer.from(Int32Array.from({ length: COUNT }, (_, i) => (i * 7919) % 65_536).buffer);
const sum = Array.from(new Int32Array(data.buffer)).reduce((before, number) => before + number, 0);

/** Snappy's length, then literals of `length` bytes with their lengths in four bytes. */
function snappyOf(length: number): (bytes: Uint8Array) => Buffer {
  return (bytes) => {
    const parts: Uint8Array[] = [
      Buffer.from([0, 7, 14, 21].map((shift) => ((bytes.length >>> shift) & 0x7f) | (shift < 21 ? 0x80 : 0))),
    ];
    for (let start = 0; start < bytes.length; start += length) {
      const literal = bytes.subarray(start, start + length);
      const header = Buffer.from([0xfc, 0, 0, 0, 0]);
      header.writeUInt32LE(literal.length - 1, 1);
      parts.push(header, literal);
    }
    return Buffer.concat(parts);
  };
}

/** A match that reaches one byte back. */
const match = (length: number) => [((length - 1) << 2) | 2, 1, 0];

/** Snappy data of zeros: a literal of one byte, then matches that reach one byte back. */
function snappyZeros(bytes: Uint8Array): Buffer {
  const head = snappyOf(1)(bytes).subarray(0, 4);
  const matches = Math.floor((bytes.length - 1) / 64);
  const rest = bytes.length - 1 - 64 * matches;
  return Buffer.concat([
    head,
    Buffer.from([0, 0]),
    Buffer.alloc(3 * matches, Buffer.from(match(64))),
    Buffer.from(match(rest)),
  ]);
}

function lz4Length(length: number): Buffer {
  return Buffer.concat([
    Buffer.alloc(Math.floor((length - 15) / 255), 255),
    Buffer.from([(length - 15) % 255]),
  ]);
}

const lz4Literals = (bytes: Uint8Array) =>
  Buffer.concat([Buffer.from([0xf0]), lz4Length(bytes.length), bytes]);
/** A literal, a match that reaches one byte back, and the literals that end a block. */
const lz4Zeros = ({ length }: Uint8Array) =>
  Buffer.concat([
    Buffer.from([0x1f, 0, 1, 0]),
    lz4Length(length - 1 - 5 - 4),
    Buffer.from([0x50, 0, 0, 0, 0, 0]),
  ]);

const brotli = (bytes: Uint8Array) =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });

type Case = readonly [
  name: string,
  codec: CompressionCodec,
  compress: ((bytes: Uint8Array) => Buffer) | undefined,
];

const CASES: readonly Case[] = [
  ["stored", "UNCOMPRESSED", undefined],
  ["gzip", "GZIP", (bytes) => gzipSync(bytes, { level: 1 })],
  ["brotli", "BROTLI", brotli],
  ["Snappy, short literals", "SNAPPY", snappyOf(60_000)],
  ["Snappy, literals that are no part", "SNAPPY", snappyOf(3_000_000)],
  ["LZ4, one literal", "LZ4_RAW", lz4Literals],
];

describe("pages of 8 MB", () => {
  test.each(CASES)("%s, version 1", async (_, codec, compress) => {
    const page = pageV1({ values: COUNT, data, hasCrc: true, ...(compress && { compress }) });
    expect(await shownTotal(oneColumn([page], { codec, rows: COUNT }))).toBe(`${sum} of ${COUNT}, 0 empty`);
  });

  test.each(CASES)("%s, version 2, with nulls", async (_, codec, compress) => {
    const values = COUNT + 8;
    const definitions = [...run(8, 0, 1), ...run(COUNT, 1, 1)];
    const page = pageV2({ values, nulls: 8, definitions, data, ...(compress && { compress }) });
    const file = oneColumn([page, page], { codec, rows: 2 * values, element: optional });
    expect(await shownTotal(file)).toBe(`${2 * sum} of ${2 * COUNT}, 16 empty`);
  });

  test.each<Case>([
    ["Snappy", "SNAPPY", snappyZeros],
    ["LZ4", "LZ4_RAW", lz4Zeros],
  ])("%s, matches across parts", async (_, codec, compress) => {
    const page = pageV1({ values: COUNT, data: Buffer.alloc(4 * COUNT), compress: compress! });
    expect(await shownTotal(oneColumn([page], { codec, rows: COUNT }))).toBe(`0 of ${COUNT}, 0 empty`);
  });

  test.each(CASES.slice(1))("%s: data cut short are BAD_FORMAT", async (_, codec, compress) => {
    const page = pageV1({ values: COUNT, data, compress: (bytes) => compress!(bytes).subarray(0, -100) });
    expect(await faultOf(ofBytes(oneColumn([page], { codec, rows: COUNT })))).toMatchObject({
      code: "BAD_FORMAT",
    });
  });

  test("a wrong checksum is BAD_FORMAT", async () => {
    const file = Buffer.from(oneColumn([pageV1({ values: COUNT, data, hasCrc: true })], { rows: COUNT }));
    const at = file.length / 2;
    file[at] = file[at]! ^ 1;
    expect((await faultOf(ofBytes(file))).message).toContain("a page that fits its checksum");
  });
});

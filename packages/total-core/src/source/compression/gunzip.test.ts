import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import { cut } from "../../testing/pieces.js";
import type { DecompressionOptions } from "./faults.js";
import { gunzip } from "./gunzip.js";

const TEXT = Buffer.from(Array.from({ length: 80 }, (_, i) => i * 7919).join("\n"));
const MEMBER = gzipSync(TEXT);

async function* failing(): AsyncGenerator<Uint8Array> {
  yield MEMBER.subarray(0, 100);
  throw new Error("cable cut");
}

async function lengthsOf(pieces: AsyncIterable<Uint8Array>, lengths: number[]): Promise<void> {
  for await (const piece of pieces) lengths.push(piece.length);
}

async function unzipped(bytes: Uint8Array, size = 65_536, options?: DecompressionOptions): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of gunzip(cut(bytes, size), options)) pieces.push(piece.slice());
  return Buffer.concat(pieces);
}

function faultOf(bytes: Uint8Array, size?: number, options?: DecompressionOptions): Promise<TotalError> {
  return unzipped(bytes, size, options).then(
    (text) => expect.fail(`no error, but ${text.length} bytes`),
    (error: unknown) => {
      expect(error).toBeInstanceOf(TotalError);
      return error as TotalError;
    },
  );
}

/** A member made by hand, RFC 1952, with whatever header. */
function memberWith(flags: number, optionalFields: Uint8Array): Buffer {
  const header = Buffer.concat([Buffer.from([0x1f, 0x8b, 8, flags, 1, 2, 3, 4, 0, 255]), optionalFields]);
  const headerCrc = Buffer.alloc(2);
  headerCrc.writeUInt16LE(crc32(header) & 0xffff);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(TEXT), 0);
  trailer.writeUInt32LE(TEXT.length, 4);
  return Buffer.concat([
    header,
    (flags & 2) === 0 ? Buffer.alloc(0) : headerCrc,
    deflateRawSync(TEXT),
    trailer,
  ]);
}

describe("gunzip", () => {
  test("any cut of the bytes gives the same data", async () => {
    for (const size of [1, 2, 3, 7, 10, 17, 18, 19, 64, MEMBER.length - 1, MEMBER.length, 65_536]) {
      expect(await unzipped(MEMBER, size)).toEqual(TEXT);
    }
  });

  test("any data come back as they were", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 100 }),
        async (texts, size) => {
          const bytes = Buffer.concat(texts.map((text) => gzipSync(text)));
          expect(await unzipped(bytes, size)).toEqual(Buffer.concat(texts));
        },
      ),
      { numRuns: 50 },
    ));

  test("much data come in pieces, and no faster than they are read", async () => {
    const zeros = gzipSync(new Uint8Array(20_000_000));
    let [length, longest] = [0, 0];
    for await (const piece of gunzip(cut(zeros, zeros.length))) {
      length += piece.length;
      longest = Math.max(longest, piece.length);
    }
    expect(length).toBe(20_000_000);
    expect(longest).toBeLessThanOrEqual(1_048_576);
  });

  test("a piece is given back when the next is asked for, and a copy of it stays", async () => {
    const data = Buffer.alloc(4_000_000, "1 2 3\n");
    const held: Uint8Array[] = [];
    const copies: Uint8Array[] = [];
    for await (const piece of gunzip(cut(gzipSync(data), 65_536))) {
      held.push(piece);
      copies.push(piece.slice());
    }
    expect(held[0]?.length).toBe(0);
    expect(Buffer.concat(copies).equals(data)).toBe(true);
  });

  test("members follow each other, wherever they are cut", async () => {
    const bytes = Buffer.concat([MEMBER, gzipSync(""), MEMBER]);
    for (const size of [1, 5, 1000, MEMBER.length, MEMBER.length + 20, bytes.length]) {
      expect(await unzipped(bytes, size)).toEqual(Buffer.concat([TEXT, TEXT]));
    }
  });

  test("zeros may follow to the end", async () => {
    for (const size of [1, 100, MEMBER.length, 65_536]) {
      expect(await unzipped(Buffer.concat([MEMBER, Buffer.alloc(1000)]), size)).toEqual(TEXT);
    }
  });

  test.each([
    ["one byte", [1]],
    ["a byte after zeros", [0, 0, 0, 9]],
    ["a member after zeros", [0, ...MEMBER]],
    ["text", Array.from(Buffer.from("junk, and more of it"))],
  ])("after a member, %s is BAD_FORMAT", async (_, junk) => {
    for (const size of [1, MEMBER.length, 65_536]) {
      expect((await faultOf(Buffer.concat([MEMBER, Buffer.from(junk)]), size)).code).toBe("BAD_FORMAT");
    }
  });

  test("cut at every place, it is BAD_FORMAT, or what the caller says", async () => {
    for (let length = 0; length < MEMBER.length; length += length < 30 ? 1 : 13) {
      const fault = await faultOf(MEMBER.subarray(0, length), 50);
      expect(fault).toMatchObject({ code: "BAD_FORMAT", got: "the end of the input" });
    }
    for (let missing = 1; missing <= 9; missing += 1) {
      const bytes = MEMBER.subarray(0, MEMBER.length - missing);
      const fault = await faultOf(bytes, 50, { cutShort: "SOURCE_UNAVAILABLE", name: "x.gz" });
      expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", place: { source: "x.gz" } });
    }
  });

  test("cut in the second member, it is an error too", async () => {
    for (const length of [1, 2, 9, 10, 11, MEMBER.length - 8, MEMBER.length - 1]) {
      const bytes = Buffer.concat([MEMBER, MEMBER.subarray(0, length)]);
      expect((await faultOf(bytes)).code).toBe("BAD_FORMAT");
    }
  });

  test("any other byte is an error or gives the same data, never others", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(MEMBER.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(MEMBER);
        bytes[at] = bytes[at]! ^ change;
        const result = await unzipped(bytes).catch((error: TotalError) => error.code);
        // The header's time and system are not checked by anything.
        expect([TEXT, "BAD_FORMAT"]).toContainEqual(result);
      }),
      { numRuns: 200 },
    ));

  test.each([
    ["a wrong checksum", -8],
    ["a wrong length", -4],
  ])("%s is BAD_FORMAT", async (_, offset) => {
    const bytes = Buffer.from(MEMBER);
    const at = bytes.length + offset;
    bytes[at] = bytes[at]! ^ 1;
    expect((await faultOf(bytes)).code).toBe("BAD_FORMAT");
  });

  test("a header may hold extra bytes, a name, a comment and its own checksum", async () => {
    const fields = Buffer.concat([Buffer.from([3, 0, 1, 2, 3]), Buffer.from("name\0comment\0")]);
    for (const size of [1, 20, 65_536]) expect(await unzipped(memberWith(0x1f, fields), size)).toEqual(TEXT);
  });

  test("a header that does not fit its checksum is BAD_FORMAT", async () => {
    const bytes = memberWith(0x02, new Uint8Array(0));
    bytes[4] = 9;
    expect((await faultOf(bytes)).message).toContain("header");
  });

  test.each([
    ["a name without an end", memberWith(0x08, Buffer.alloc(70_000, 65))],
    ["a reserved flag", memberWith(0x20, new Uint8Array(0))],
    ["another compression", Buffer.from([0x1f, 0x8b, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0])],
    ["no gzip at all", Buffer.from("[1,2,3]")],
  ])("%s is BAD_FORMAT", async (_, bytes) => {
    expect((await faultOf(bytes)).code).toBe("BAD_FORMAT");
  });

  test("its input is left when the reader leaves early", async () => {
    let hasLeft = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        yield MEMBER;
        for (;;) yield MEMBER;
      } finally {
        hasLeft = true;
      }
    }
    for await (const _ of gunzip(endless())) break;
    expect(hasLeft).toBe(true);
  });

  test("an error of its input is its own", async () => {
    const seen: number[] = [];
    const lengths = lengthsOf(gunzip(failing()), seen);
    await expect(lengths).rejects.toThrow("cable cut");
    expect(seen).toHaveLength(1);
  });
});

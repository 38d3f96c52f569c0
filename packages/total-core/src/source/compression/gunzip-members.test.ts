import { gzipSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { TotalError } from "../../contract/errors.js";
import { cut } from "../../testing/pieces.js";
import { StrictDecompressionStream } from "../../testing/strict-gunzip.js";
import { gunzip } from "./gunzip.js";

// As in a browser.
vi.mock("./node-zlib.js", () => ({ nodeZlib: () => undefined, provideNodeZlib() {} }));
const NativeDecompressionStream = DecompressionStream;
vi.stubGlobal("DecompressionStream", StrictDecompressionStream);

const TEXT = Buffer.from(Array.from({ length: 80 }, (_, i) => i * 7919).join("\n"));
const MEMBER = gzipSync(TEXT);
const EMPTY = gzipSync("");
const zeros = (length: number) => Buffer.alloc(length);

async function unzipped(bytes: Uint8Array, size = 65_536): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of gunzip(cut(bytes, size))) pieces.push(piece.slice());
  return Buffer.concat(pieces);
}

function faultOf(bytes: Uint8Array, size?: number): Promise<TotalError> {
  return unzipped(bytes, size).then(
    (text) => expect.fail(`no error, but ${text.length} bytes`),
    (error: unknown) => {
      expect(error).toBeInstanceOf(TotalError);
      return error as TotalError;
    },
  );
}

describe("gunzip without Node's zlib", () => {
  test("members, one after another, with zeros behind them or none, in any cut, give their data", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 1, max: 100 }),
        async (texts, padding, size) => {
          const bytes = Buffer.concat([...texts.map((text) => gzipSync(text)), zeros(padding)]);
          expect(await unzipped(bytes, size)).toEqual(Buffer.concat(texts));
        },
      ),
      { numRuns: 30 },
    ));

  test("data that look like headers and paddings are data", async () => {
    const inner = Buffer.concat([
      MEMBER,
      zeros(40),
      EMPTY,
      zeros(9),
      Buffer.from([0x1f, 0x8b, 8]),
      zeros(300),
    ]);
    for (const level of [0, 9]) {
      const outer = gzipSync(Buffer.concat([inner, inner]), { level });
      for (const size of [17, 65_536]) {
        expect(await unzipped(Buffer.concat([outer, outer, zeros(3)]), size)).toEqual(
          Buffer.concat([inner, inner, inner, inner]),
        );
      }
    }
  });

  test("an empty member with an extra field, as bgzip writes it at the end, is one in any cut", async () => {
    const end = Buffer.from("1f8b08040000000000ff0600424302001b0003000000000000000000", "hex");
    vi.stubGlobal("DecompressionStream", NativeDecompressionStream);
    for (const size of [1, 3, 50]) {
      expect(await unzipped(Buffer.concat([end, zeros(2)]), size)).toEqual(zeros(0));
    }
    vi.stubGlobal("DecompressionStream", StrictDecompressionStream);
  });

  test("empty members stand anywhere, in any number", async () => {
    const bytes = Buffer.concat([EMPTY, EMPTY, MEMBER, EMPTY, MEMBER, EMPTY]);
    for (const padding of [0, 1, 30]) {
      expect(await unzipped(Buffer.concat([bytes, zeros(padding)]), 5)).toEqual(Buffer.concat([TEXT, TEXT]));
      expect(await unzipped(Buffer.concat([EMPTY, zeros(padding)]))).toEqual(zeros(0));
    }
  });

  test.each([
    ["one byte", [1]],
    ["a byte after zeros", [0, 0, 0, 9]],
    ["a member after zeros", [0, ...MEMBER]],
    ["text", Array.from(Buffer.from("junk, and more of it"))],
  ])("after a member, %s is BAD_FORMAT", async (_, junk) => {
    for (const first of [MEMBER, EMPTY]) {
      for (const size of [1, first.length, 65_536]) {
        expect((await faultOf(Buffer.concat([first, Buffer.from(junk)]), size)).code).toBe("BAD_FORMAT");
      }
    }
  });

  test("cut at every place, also in a second member, it ends early", async () => {
    for (const whole of [MEMBER, EMPTY, Buffer.concat([EMPTY, MEMBER]), Buffer.concat([MEMBER, EMPTY])]) {
      const ends = whole.length === MEMBER.length + EMPTY.length ? [MEMBER.length, EMPTY.length] : [];
      for (
        let length = 0;
        length < whole.length;
        length += length > 30 && whole.length - length > 40 ? 17 : 1
      ) {
        // Where a member ends, the rest was one.
        if (ends.includes(length) && unzippedWhole(whole.subarray(0, length))) continue;
        const fault = await faultOf(whole.subarray(0, length), 50);
        expect(fault).toMatchObject({ code: "BAD_FORMAT", got: "the end of the input" });
      }
    }
  });

  test("any other byte is an error or gives the same data, never others", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(MEMBER.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(MEMBER);
        bytes[at] = bytes[at]! ^ change;
        const result = await unzipped(bytes).catch((error: TotalError) => error.code);
        expect([TEXT, "BAD_FORMAT"]).toContainEqual(result);
      }),
      { numRuns: 60 },
    ));

  test("its input is left when the reader leaves early", async () => {
    let hasLeft = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield MEMBER;
      } finally {
        hasLeft = true;
      }
    }
    for await (const _ of gunzip(endless())) break;
    expect(hasLeft).toBe(true);
  });

  test("without a DecompressionStream it is UNSUPPORTED", async () => {
    vi.stubGlobal("DecompressionStream", undefined);
    const fault = await faultOf(MEMBER);
    vi.stubGlobal("DecompressionStream", StrictDecompressionStream);
    expect(fault.code).toBe("UNSUPPORTED");
  });
});

function unzippedWhole(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).equals(MEMBER) || Buffer.from(bytes).equals(EMPTY);
}

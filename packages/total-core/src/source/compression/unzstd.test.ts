import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TotalError } from "../../contract/errors.js";
import { cut } from "../../testing/pieces.js";
import { hasZstd, zstd } from "../../testing/zstd.js";
import type { DecompressionOptions } from "./faults.js";
import { unzstd } from "./unzstd.js";

async function unzipped(bytes: Uint8Array, size = 65_536, options?: DecompressionOptions): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unzstd(cut(bytes, size), options)) pieces.push(piece.slice());
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

/** RFC 8878, section 3.1.2. */
function skippable(length: number): Buffer {
  const frame = Buffer.alloc(8 + length, "x");
  frame.writeUInt32LE(0x184d2a53, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
}

test.skipIf(hasZstd)(
  "a Node without zstd: UNSUPPORTED, and which Node has it (skipped where it has)",
  async () => {
    const fault = await faultOf(Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), 1, { name: "x.zst" });
    expect(fault.code).toBe("UNSUPPORTED");
    expect(fault.headline).toBe(
      `x.zst: expected Node 22.15, 23.8 or newer, which reads zstd, got Node ${process.versions.node}`,
    );
    expect(fault.hints).toMatchObject([{ program: "zstd -dc" }]);
  },
);

describe.skipIf(!hasZstd)("unzstd (skipped where this Node has no zstd)", () => {
  const TEXT = Buffer.from(Array.from({ length: 80 }, (_, i) => i * 7919).join("\n"));
  const FRAME = hasZstd ? zstd(TEXT) : Buffer.alloc(0);

  test("any cut of the bytes gives the same data", async () => {
    for (const size of [1, 2, 3, 7, 10, 64, FRAME.length - 1, FRAME.length, 65_536]) {
      expect(await unzipped(FRAME, size)).toEqual(TEXT);
    }
  });

  test("any data come back as they were", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 100 }),
        async (texts, size) => {
          const bytes = Buffer.concat(texts.map((text) => zstd(text)));
          expect(await unzipped(bytes, size)).toEqual(Buffer.concat(texts));
        },
      ),
      { numRuns: 50 },
    ));

  test("much data come in pieces", async () => {
    const zeros = zstd(new Uint8Array(20_000_000));
    let [length, longest] = [0, 0];
    for await (const piece of unzstd(cut(zeros, zeros.length))) {
      length += piece.length;
      longest = Math.max(longest, piece.length);
    }
    expect(length).toBe(20_000_000);
    expect(longest).toBeLessThanOrEqual(1_048_576);
  });

  test("frames follow each other, those that are to be skipped among them, wherever they are cut", async () => {
    const bytes = Buffer.concat([skippable(5), FRAME, zstd(""), skippable(0), FRAME, skippable(300)]);
    for (const size of [1, 5, 13, FRAME.length, FRAME.length + 13, bytes.length]) {
      expect(await unzipped(bytes, size)).toEqual(Buffer.concat([TEXT, TEXT]));
    }
  });

  test.each([
    ["one byte", [1]],
    ["zeros", [0, 0, 0, 0, 0]],
    ["text", Array.from(Buffer.from("junk, and more of it"))],
    ["a magic number alone", [0x28, 0xb5, 0x2f, 0xfd]],
    ["a reserved type of block", [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0, 7, 0, 0]],
  ])("after a frame, %s is BAD_FORMAT", async (_, junk) => {
    for (const size of [1, FRAME.length, 65_536]) {
      expect((await faultOf(Buffer.concat([FRAME, Buffer.from(junk)]), size)).code).toBe("BAD_FORMAT");
    }
  });

  test("cut at every place, it is BAD_FORMAT, or what the caller says", async () => {
    for (let length = 0; length < FRAME.length; length += 1) {
      for (const size of [50, 65_536]) {
        const fault = await faultOf(FRAME.subarray(0, length), size);
        expect(fault).toMatchObject({ code: "BAD_FORMAT", got: "the end of the input" });
      }
    }
    const fault = await faultOf(FRAME.subarray(0, 9), 50, { cutShort: "SOURCE_UNAVAILABLE", name: "x.zst" });
    expect(fault).toMatchObject({ code: "SOURCE_UNAVAILABLE", place: { source: "x.zst" } });
  });

  test("cut in the second frame, it is an error too", async () => {
    for (const second of [FRAME, skippable(9)]) {
      for (let length = 1; length < second.length; length += 1) {
        const bytes = Buffer.concat([FRAME, second.subarray(0, length)]);
        for (const size of [7, bytes.length]) expect((await faultOf(bytes, size)).code).toBe("BAD_FORMAT");
      }
    }
  });

  test("any other byte is an error or gives the same data, never others", () =>
    fc.assert(
      fc.asyncProperty(fc.nat(FRAME.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const bytes = Buffer.from(FRAME);
        bytes[at] = bytes[at]! ^ change;
        const result = await unzipped(bytes).catch((error: TotalError) => error.code);
        expect([TEXT, "BAD_FORMAT", "UNSUPPORTED"]).toContainEqual(result);
      }),
      { numRuns: 200 },
    ));

  test("its input is left when the reader leaves early", async () => {
    let hasLeft = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield FRAME;
      } finally {
        hasLeft = true;
      }
    }
    for await (const _ of unzstd(endless())) break;
    expect(hasLeft).toBe(true);
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decompressBlock } from "./lz4-block.js";
import { decompressLz4, decompressLz4Raw } from "./lz4.js";
import { xxHash32 } from "./xx-hash.js";

/** Literals, and then a match of what stands so far before, as long as that. The last sequence has literals alone. */
interface Sequence {
  readonly literals: Uint8Array;
  readonly distance: number;
  readonly length: number;
}

const bytes = (maxLength: number) => fc.uint8Array({ minLength: 1, maxLength });
const sequences = fc.tuple(
  fc.array(
    fc.record<Sequence>({
      literals: fc.oneof(bytes(20), bytes(600)),
      distance: fc.oneof(fc.nat(40), fc.nat(70_000)),
      length: fc.oneof(fc.integer({ min: 4, max: 40 }), fc.integer({ min: 4, max: 1000 })),
    }),
    { maxLength: 12 },
  ),
  bytes(300),
);

function lengthBytes(length: number): number[] {
  if (length < 15) return [];
  const rest = length - 15;
  return [...Array.from({ length: Math.floor(rest / 255) }, () => 255), rest % 255];
}

/** A block, and what it stands for. */
function blockOf([matches, last]: readonly [readonly Sequence[], Uint8Array]): {
  readonly block: Uint8Array;
  readonly content: Uint8Array;
} {
  const [block, content]: [number[], number[]] = [[], []];
  for (const { literals, distance: wanted, length } of matches) {
    content.push(...literals);
    const distance = 1 + (wanted % Math.min(content.length, 65_535));
    const token = (Math.min(literals.length, 15) << 4) | Math.min(length - 4, 15);
    block.push(token, ...lengthBytes(literals.length), ...literals, distance & 255, distance >> 8);
    block.push(...lengthBytes(length - 4));
    for (let i = 0; i < length; i += 1) content.push(content.at(-distance)!);
  }
  block.push(Math.min(last.length, 15) << 4, ...lengthBytes(last.length), ...last);
  content.push(...last);
  return { block: Uint8Array.from(block), content: Uint8Array.from(content) };
}

const blocks = sequences.map(blockOf);

const word = (value: number, isLittleEndian: boolean): Uint8Array => {
  const four = new Uint8Array(4);
  new DataView(four.buffer).setUint32(0, value, isLittleEndian);
  return four;
};
const joined = (...parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** Hadoop's framing: parts, each of some blocks. */
const hadoop = (parts: readonly (readonly ReturnType<typeof blockOf>[])[]): Uint8Array =>
  joined(
    ...parts.flatMap((part) => [
      word(
        part.reduce((sum, { content }) => sum + content.length, 0),
        false,
      ),
      ...part.flatMap(({ block }) => [word(block.length, false), block]),
    ]),
  );

const contentOf = (all: readonly ReturnType<typeof blockOf>[]): Uint8Array =>
  joined(...all.map(({ content }) => content));

/** LZ4's own, of independent blocks, without checksums but that of its header. */
const frame = (all: readonly ReturnType<typeof blockOf>[]): Uint8Array => {
  const flags = Uint8Array.of(0x60, 0x70);
  const checksum = Uint8Array.of((xxHash32(flags) >>> 8) & 0xff);
  const stored = all.flatMap(({ block }) => [word(block.length, true), block]);
  return joined(word(0x184d2204, true), flags, checksum, ...stored, word(0, true));
};

/** `undefined` where it is damaged. */
function contentIfGood(decompress: () => Uint8Array): Uint8Array | undefined {
  try {
    return decompress();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** -1 where it is damaged. */
const sizeOf = (block: Uint8Array, size: number): number =>
  contentIfGood(() => decompressLz4Raw(block, size))?.length ?? -1;

describe("LZ4", () => {
  test("a block is what its sequences say", () => {
    fc.assert(
      fc.property(blocks, ({ block, content }) => {
        expect(decompressLz4Raw(block, content.length)).toEqual(content);
      }),
    );
  });

  test("a block that is cut, or longer or shorter than said, is an error or has another length", () => {
    fc.assert(
      fc.property(blocks, fc.nat(), ({ block, content }, at) => {
        const { length } = content;
        expect(sizeOf(block.subarray(0, at % block.length), length)).toBeLessThan(length);
        expect(sizeOf(block, length + 1)).toBe(length);
        expect(sizeOf(block, length - 1)).toBe(-1);
      }),
    );
  });

  test("a match begins within its block", () => {
    const out = new Uint8Array(20);
    const block = Uint8Array.of(0x10, 7, 2, 0, 0x10, 8);
    expect(() => decompressBlock(block, out, 8)).toThrow(RangeError);
    expect(decompressBlock(block, out, 8, 0)).toBe(14);
    expect(() => decompressBlock(Uint8Array.of(0x10, 7, 0, 0, 0x10, 8), out, 0)).toThrow(RangeError);
  });

  test("Parquet's old codec: Hadoop's framing, LZ4's frames, or one block", () => {
    const parts = fc.array(fc.array(blocks, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(parts, (all) => {
        const content = contentOf(all.flat());
        expect(decompressLz4(hadoop(all), content.length)).toEqual(content);
        expect(decompressLz4(frame(all.flat()), content.length)).toEqual(content);
        const [first] = all.flat();
        expect(decompressLz4(first!.block, first!.content.length)).toEqual(first!.content);
      }),
      { numRuns: 50 },
    );
  });

  test("Hadoop's framing and frames that are cut are errors, or have another length", () => {
    fc.assert(
      fc.property(fc.array(blocks, { minLength: 1, maxLength: 3 }), fc.nat(), (all, at) => {
        const { length } = contentOf(all);
        for (const whole of [hadoop([all]), hadoop(all.map((block) => [block])), frame(all)]) {
          const content = contentIfGood(() => decompressLz4(whole.subarray(0, at % whole.length), length));
          expect(content?.length ?? -1).toBeLessThan(length);
        }
      }),
    );
  });
});

describe("frames by the lz4 command, 1.9.4", () => {
  // 60 integers i * i % 7 in 32 bits, 40 random bytes, 60 zeros.
  const size = 340;
  const frames = {
    "": "BCJNGGRAp1kAAADTAAAAAAEAAAAEAAAAAgQAAAwAABQAAAIAAAgAABAADxwAtfAZgrcO7n8aUDm+8H7CNH8GbtCPXcdRJEfjQEMAAmtuVFWUoGVoXWTEmPwADwIAIFAAAAAAAAAAAACw2dA0",
    "-BX --content-size":
      "BCJNGHxAVAEAAAAAAAAfWQAAANMAAAAAAQAAAAQAAAACBAAADAAAFAAAAgAACAAAEAAPHAC18BmCtw7ufxpQOb7wfsI0fwZu0I9dx1EkR+NAQwACa25UVZSgZWhdZMSY/AAPAgAgUAAAAAAAtWVJyQAAAACw2dA0",
  };
  test.each(Object.entries(frames))("lz4 %s", (_, base64) => {
    const bytesOfFrame = new Uint8Array(Buffer.from(base64, "base64"));
    const content = decompressLz4(bytesOfFrame, size);
    const squares = Array.from({ length: 60 }, (__, i) => (i * i) % 7);
    expect([...new Int32Array(content.buffer, 0, 60)]).toEqual(squares);
    expect(content.length).toBe(size);
    for (let bit = 0; bit < 8 * bytesOfFrame.length; bit += 1) {
      const changed = bytesOfFrame.slice();
      changed[bit >> 3] = changed[bit >> 3]! ^ (1 << (bit & 7));
      // A match may have stood at another place as well.
      const changedContent = contentIfGood(() => decompressLz4(changed, size));
      expect([undefined, content]).toContainEqual(changedContent);
    }
  });
});

// By the reference implementation.
test.each([
  ["", 0x02cc5d05],
  ["a", 0x550d7456],
  ["abc", 0x32d153ff],
  ["Nobody inspects the spammish repetition", 0xe2293b2f],
])("XXH32 of %j", (text, hash) => {
  expect(xxHash32(new TextEncoder().encode(text))).toBe(hash);
});

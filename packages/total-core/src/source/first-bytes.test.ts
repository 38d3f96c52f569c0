import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { hasZstd, zstd } from "../testing/zstd.js";
import { compressionFromPrefix } from "./first-bytes.js";

function compression(bytes: readonly number[], clues: { isAll?: boolean; isBinary?: boolean } = {}) {
  return compressionFromPrefix(Uint8Array.from(bytes), { isAll: true, isBinary: false, ...clues });
}

const GZIP = [...gzipSync("1")];
const ZSTD = [0x28, 0xb5, 0x2f, 0xfd, 0x04];

describe("compressed data are told by their magic number", () => {
  test.each([
    [GZIP, "gzip"],
    [[0x1f, 0x8b], "gzip"],
    [ZSTD, "zstd"],
    [[0x28, 0xb5, 0x2f, 0xfd], "zstd"],
    [[0x50, 0x2a, 0x4d, 0x18], "zstd"],
    [[0x5f, 0x2a, 0x4d, 0x18, 0, 0, 0, 0], "zstd"],
    [[0x60, 0x2a, 0x4d, 0x18], "none"],
    [[0x1f], "none"],
    [[0x1f, 0x8c], "none"],
    [[0x28, 0xb5, 0x2f], "none"],
    [[...Buffer.from("(1)")], "none"],
    [[...Buffer.from("PAR1")], "none"],
    [[], "none"],
  ])("%j: %s", (bytes, expected) => {
    expect(compression(bytes)).toBe(expected);
  });

  test.each([[[]], [[0x1f]], [[0x28]], [[0x28, 0xb5, 0x2f]], [[0x5a, 0x2a]]])(
    "%j might become one: more bytes are needed",
    (bytes) => {
      expect(compression(bytes, { isAll: false })).toBeUndefined();
    },
  );

  test("what cannot become one is told at once", () => {
    expect(compression([0x31], { isAll: false })).toBe("none");
  });
});

describe("among numbers of 8 bytes, by their whole header", () => {
  test("gzip's", () => {
    expect(compression(GZIP, { isBinary: true })).toBe("gzip");
    expect(compression(GZIP.slice(0, 9), { isBinary: true, isAll: false })).toBeUndefined();
    expect(compression(GZIP.slice(0, 9), { isBinary: true })).toBe("none");
    for (const [at, byte] of [
      [2, 7],
      [3, 0x20],
      [8, 1],
      [9, 14],
    ] as const) {
      expect(compression(GZIP.with(at, byte), { isBinary: true })).toBe("none");
    }
  });

  test("zstd's, but not that of bytes to be skipped", () => {
    expect(compression(ZSTD, { isBinary: true })).toBe("zstd");
    expect(compression(ZSTD.with(4, 0x08), { isBinary: true })).toBe("none");
    expect(compression([0x50, 0x2a, 0x4d, 0x18, 0], { isBinary: true })).toBe("none");
  });
});

test.skipIf(!hasZstd)("what zstd makes is told by both (skipped where this Node has no zstd)", () => {
  for (const isBinary of [false, true]) expect(compression([...zstd("1 2")], { isBinary })).toBe("zstd");
});

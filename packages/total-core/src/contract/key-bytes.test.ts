import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { joinedKeys } from "./group-keys.js";
import { isKey, KeyBytes, keyFromBytes, PART_BYTE } from "./key-bytes.js";

/** Texts of characters of one to four bytes, and of lone surrogates. */
const anyKey = fc.string({
  unit: fc.oneof(fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), surrogate()),
});

function surrogate(): fc.Arbitrary<string> {
  return fc.integer({ min: 0xd800, max: 0xdfff }).map((unit) => String.fromCharCode(unit));
}

function bytesOf(key: string): Uint8Array {
  const room = new KeyBytes();
  const length = room.set(key);
  return new Uint8Array(room.words.buffer).slice(0, length);
}

function isKeyOf(bytes: Uint8Array, parts: number): boolean {
  const words = new Int32Array(1 + Math.ceil(bytes.length / 4));
  new Uint8Array(words.buffer).set(bytes, 4);
  return isKey(words, 1, bytes.length, parts);
}

describe("the bytes of a key", () => {
  test("are UTF-8, with a byte 0xFF between two parts", () => {
    expect(bytesOf("zürich 😀")).toEqual(new Uint8Array(Buffer.from("zürich 😀")));
    expect([...bytesOf(joinedKeys(["a", "", "é"]))]).toEqual([0x61, PART_BYTE, PART_BYTE, 0xc3, 0xa9]);
  });

  test("give the key again", () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        const bytes = bytesOf(key);
        const around = Uint8Array.of(0xff, ...bytes, 0x41);
        expect(keyFromBytes(around, 1, 1 + bytes.length)).toBe(key);
      }),
    );
  });

  test("of several parts are read without an error on the way, which would cost more than all else", () => {
    const decode = vi.spyOn(TextDecoder.prototype, "decode");
    const key = joinedKeys(["a", "zürich", "", "\ud812", "😀"]);
    const bytes = bytesOf(key);
    expect(keyFromBytes(bytes, 0, bytes.length)).toBe(key);
    expect(decode.mock.results.map(({ type }) => type)).not.toContain("throw");
    decode.mockRestore();
  });

  test("end with NULs to the end of a word, also behind a longer key", () => {
    const room = new KeyBytes();
    room.set("é".repeat(5000));
    const length = room.set("ab");
    expect([length, room.words[0]]).toEqual([2, new Int32Array(Uint8Array.of(0x61, 0x62, 0, 0).buffer)[0]]);
  });
});

describe("isKey", () => {
  test("says whether bytes are UTF-8", () => {
    const decoder = new TextDecoder("utf-8", { fatal: true });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: "binary" }).map(bytesOf)), (bytes) => {
        let isUtf8 = true;
        try {
          decoder.decode(bytes);
        } catch {
          isUtf8 = false;
        }
        expect(isKeyOf(bytes, 1)).toBe(isUtf8);
      }),
    );
  });

  test.each([
    ["a", 1],
    ["", 1],
    ["a\u{ff}", 2],
    ["\u{ff}", 2],
    ["\u{ff}\u{ff}", 3],
  ])("of %j: %d parts, no more and no fewer", (latin1, parts) => {
    const bytes = new Uint8Array(Buffer.from(latin1, "latin1"));
    for (const others of [1, 2, 3, 4]) expect(isKeyOf(bytes, others)).toBe(others === parts);
  });
});

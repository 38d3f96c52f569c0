import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TextPieces } from "./text-pieces.js";

function encoded(pieces: readonly string[], text = new TextPieces("x", false)): Buffer {
  const bytes = pieces.flatMap((piece) => Array.from(text.bytesOf(piece)));
  text.end();
  return Buffer.concat(bytes);
}

describe("pieces of text", () => {
  test("are UTF-8, wherever the text is cut", () =>
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 40 }),
        fc.array(fc.nat(60), { maxLength: 6 }),
        (text, cuts) => {
          const borders = [
            0,
            ...cuts.map((at) => Math.min(at, text.length)).sort((a, b) => a - b),
            text.length,
          ];
          const pieces = borders.slice(1).map((end, i) => text.slice(borders[i], end));
          expect(encoded(pieces)).toEqual(Buffer.from(text));
        },
      ),
    ));

  test("longer than a step are cut between two characters", () => {
    const text = `a${"😀".repeat(70_000)}`;
    expect(encoded([text]).equals(Buffer.from(text))).toBe(true);
  });

  test.each<[string, readonly string[], number, string]>([
    ["a second half without a first", ["1 \ude00 2"], 2, "U+DE00"],
    ["a first half without a second", ["é\ud83d 2"], 2, "U+D83D"],
    ["a first half, and then a piece without the second", ["1 \ud83d", "2"], 2, "U+D83D"],
    ["a first half at the end", ["1 ", "2 \ud83d"], 4, "U+D83D"],
    ["a second half at the beginning of a piece", ["1 ", "\ude00"], 2, "U+DE00"],
  ])("%s is BAD_FORMAT at its byte", (_what, pieces, offset, shown) => {
    const fault = { code: "BAD_FORMAT", place: { source: "x", offset }, got: `the lone surrogate ${shown}` };
    expect(() => encoded(pieces)).toThrow(expect.objectContaining(fault));
  });

  test("half a character before bytes is BAD_FORMAT, and bytes before text count for its place", () => {
    const text = new TextPieces(undefined, false);
    text.passed(new Uint8Array(7));
    expect(() => Array.from(text.bytesOf("1\ude00"))).toThrow(
      expect.objectContaining({ place: { offset: 8 } }),
    );
    const other = new TextPieces(undefined, false);
    Array.from(other.bytesOf("\ud83d"));
    expect(() => other.passed(new Uint8Array(1))).toThrow(expect.objectContaining({ code: "BAD_FORMAT" }));
  });
});

describe("two pieces that are a number each", () => {
  test.each([
    [["1", "2"]],
    [["1 ", "2.5", "", "-3e2"]],
    [["+.5", "5."]],
    [["1,5", "25"]],
    [["1.000", "500"]],
  ])("%j are refused", (pieces) => {
    expect(() => encoded(pieces, new TextPieces("x", true))).toThrow(TypeError);
    expect(encoded(pieces).toString()).toBe(pieces.join(""));
  });

  test.each([
    [["1", " 2"]],
    [["1 ", "2"]],
    [["1", "\n", "2"]],
    [["1;5", "2"]],
    [[",", "2"]],
    [["12"]],
    [["-", "5"]],
  ])("%j are not such", (pieces) => {
    expect(encoded(pieces, new TextPieces("x", true)).toString()).toBe(pieces.join(""));
  });
});

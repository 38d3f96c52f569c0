import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { namesIn } from "./listed-names.js";

const listOf = (...names: (string | Uint8Array)[]) =>
  Buffer.concat(names.flatMap((name) => [Buffer.from(name as string), Buffer.of(0)]));

describe("a list of names", () => {
  test("each ended by NUL", () => {
    const name = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1 }), (names) => {
        expect(namesIn(listOf(...names), "-")).toEqual(names);
      }),
    );
  });

  test("a name that is not UTF-8 stays bytes", () => {
    const name = Uint8Array.of(0x61, 0xff);
    expect(namesIn(listOf("b", name), "-")).toEqual(["b", Buffer.from(name)]);
  });

  test("a byte-order mark is part of a name", () => {
    expect(namesIn(listOf("\ufeffa"), "-")).toEqual(["\ufeffa"]);
  });

  test.each([
    ["", "--files0-from: expected at least one name in the list, got none"],
    ["a\0\0b\0", "--files0-from: expected no empty name, got one at place 2"],
    ["a\0b", '--files0-from: expected NUL behind each name, as find -print0 has it, got "b" and the end'],
    [
      "a\nb\n",
      '--files0-from: expected NUL behind each name, as find -print0 has it, got "a\\nb\\n" and the end',
    ],
  ])("%j is none", (list, message) => {
    expect(() => namesIn(Buffer.from(list), "-")).toThrow(message);
  });
});

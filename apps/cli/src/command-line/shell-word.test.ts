import { execFileSync } from "node:child_process";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { characterFromText, characterWord, shellWord } from "./shell-word.js";

test.each([
  ["sales.csv", "sales.csv"],
  [",", ","],
  ["", "''"],
  [";", "';'"],
  ["|", "'|'"],
  ["'", `"'"`],
  ["’", "'’'"],
  ["my sales.csv", "'my sales.csv'"],
  ["$'", String.raw`'$'\'''`],
])("%j is %s to a shell", (text, word) => {
  expect(shellWord(text)).toBe(word);
});

test("a shell takes every word for what it was", () => {
  const character = fc.constantFrom(..."ab $`\"'\\!*?~#;|&<>(){}[]=\n\tü’");
  fc.assert(
    fc.property(fc.array(fc.string({ unit: character, maxLength: 8 }), { minLength: 1 }), (words) => {
      const line = `printf '%s\\0' ${words.map(shellWord).join(" ")}`;
      expect(execFileSync("sh", ["-c", line], { encoding: "utf8" }).split("\0").slice(0, -1)).toEqual(words);
    }),
    { numRuns: 30 },
  );
});

test.each([
  [",", ","],
  [" ", "' '"],
  ["\t", String.raw`'\t'`],
  ["\u00a0", String.raw`'\u00a0'`],
  ["\u202f", String.raw`'\u202f'`],
  ["\u2009", String.raw`'\u2009'`],
])("the character %j can be seen and typed", (character, word) => {
  expect(characterWord(character)).toBe(word);
  const typed = /^'(.*)'$/.exec(word)?.[1] ?? word;
  expect(characterFromText(typed)).toBe(character);
});

test("a text that spells no character is as it stands", () => {
  for (const text of ["", ",", "t", String.raw`\n`, String.raw`\u00`, "ab"]) {
    expect(characterFromText(text)).toBe(text);
  }
});

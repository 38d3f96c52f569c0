import * as fc from "fast-check";
import { expect, test } from "vitest";
import { quote, shownText } from "./quote.js";

const anyText = fc.string({ unit: "binary", maxLength: 200 });

test("what is shown is at most 60 characters, and the beginning of the text", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = quote(text);
      const isCut = shown.endsWith("…");
      expect(Array.from(shown).length - 2 - Number(isCut)).toBeLessThanOrEqual(60);
      const readBack = JSON.parse(isCut ? shown.slice(0, -1) : shown);
      expect(isCut ? text.startsWith(readBack) && readBack !== text : readBack === text).toBe(true);
    }),
  );
});

test("bytes are shown as the text is that they spell", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(quote(new TextEncoder().encode(text))).toBe(quote(text));
    }),
  );
});

test("a text that stands for itself keeps its quotes", () => {
  expect(shownText('No "such"\u001b thing')).toBe('No "such"\\u001b thing');
  expect(shownText("a".repeat(61))).toBe(`${"a".repeat(60)}…`);
});

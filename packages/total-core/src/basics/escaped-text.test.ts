import * as fc from "fast-check";
import { expect, test } from "vitest";
import { escapedText } from "./escaped-text.js";

const MEANINGS: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", "\\": "\\" };

/** Texts in which what is escaped is frequent. */
const anyText = fc.string({ unit: fc.constantFrom("\t", "\n", "\r", "\\", "t", "n", "r", "ü") });

test("nothing in an escaped text ends a line or a field, and the text can be read back", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const escaped = escapedText(text);
      expect(escaped).not.toMatch(/[\t\n\r]/);
      expect(escaped.replace(/\\(.)/g, (_, letter: string) => MEANINGS[letter]!)).toBe(text);
    }),
  );
});

test("other characters stand as they are", () => {
  expect(escapedText('a "b", ü')).toBe('a "b", ü');
});

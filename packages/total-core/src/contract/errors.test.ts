import { describe, expect, test } from "vitest";
import { escapeControls, quote } from "../basics/quote.js";
import { TotalError } from "./errors.js";

describe("what was got is shown", () => {
  test.each([
    ["in quotes, with those in it escaped", 'a "b" \\', String.raw`"a \"b\" \\"`],
    ["with control characters escaped", "\u001b[2J\u0085\u0007", String.raw`"\u001b[2J\u0085\u0007"`],
    ["with what turns the reading direction escaped", "\u202e1\u2066", String.raw`"\u202e1\u2066"`],
    [
      "with the spaces escaped that look like the common one",
      "1\u00a0234\u202f567 8",
      String.raw`"1\u00a0234\u202f567 8"`,
    ],
    ["with what has no width escaped", "\ufeff5\u200b\u00ad", String.raw`"\ufeff5\u200b\u00ad"`],
    ["with letters, signs and pictures as they are", "Köln −5 👩‍👧", '"Köln −5 👩‍👧"'],
    ["whole up to 60 characters", "👧".repeat(60), `"${"👧".repeat(60)}"`],
    ["cut behind 60 characters", "👧".repeat(61), `"${"👧".repeat(60)}"…`],
  ])("%s", (_how, text, shown) => {
    expect(quote(text)).toBe(shown);
    expect(quote(new TextEncoder().encode(text))).toBe(shown);
  });

  test("with a sign for bytes that are no UTF-8", () => {
    expect(quote(Uint8Array.of(0x31, 0xff))).toBe('"1\ufffd"');
  });
});

test("a name keeps its spaces, and nothing in it moves the cursor or breaks the line", () => {
  expect(escapeControls("a\u00a0b\n\u001b\u2028")).toBe("a\u00a0b\\u000a\\u001b\\u2028");
});

test.each([
  [{ source: "a.csv", line: 3, column: 7 }, "a.csv:3:7: "],
  [{ source: "a.f64", offset: 16 }, "a.f64:16: "],
  [{ source: "a\nb" }, "a\\u000ab: "],
  [{ line: 3, column: 7 }, "line 3, column 7: "],
  [{ index: 3 }, "numbers[3]: "],
  [{}, ""],
])("the message of a fault at %j begins with %j", (place, begin) => {
  const fault = new TotalError("BAD_NUMBER", { place, expected: "a number", got: '"x"' });
  expect(fault.message).toBe(`${begin}expected a number, got "x"`);
});

import { describe, expect, test } from "vitest";
import { escapeControls, quote } from "../basics/quote.js";
import { TotalError, type Fault } from "./errors.js";
import type { Hint } from "./hints.js";

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
    ["cut where escapes fill 60 characters", "\0".repeat(11), `"${String.raw`\u0000`.repeat(10)}"…`],
    ["cut before an escape that would pass them", `${"a".repeat(59)}\n`, `"${"a".repeat(59)}"…`],
    [
      "cut before a quote that would pass them",
      `${"a".repeat(58)}""`,
      `"${"a".repeat(58)}${String.raw`\"`}"…`,
    ],
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

describe("the ways out", () => {
  const fault: Fault = {
    place: { source: "a.csv" },
    expected: "a name",
    got: '"5"',
    hints: [
      { option: "header", value: false, when: "if the first row is numbers" },
      { option: "thousands", value: ".", also: [{ option: "decimal", value: "," }] },
      { option: "column", value: 2 },
      { program: "bzip2 -dc" },
    ],
  };
  const error = new TotalError("NO_COLUMN", fault);

  test("stand behind the rest of the message, in the library's words", () => {
    expect(error.message).toBe(
      'a.csv: expected a name, got "5" (perhaps header: false, or thousands: "." and decimal: ",", or column: 2, or what `bzip2 -dc` makes of it)',
    );
  });

  test("name no program that would change nothing", () => {
    const hints: Hint[] = [{ program: "cat", asStored: true, format: "any" }];
    const other = new TotalError("BAD_FORMAT", { expected: "the end of the input", got: '"{"', hints });
    expect(other.message).toBe(
      'expected the end of the input, got "{" (perhaps streamNumbers without a format)',
    );
  });

  test("are data beside it, for whoever has other words", () => {
    expect(error.headline).toBe('a.csv: expected a name, got "5"');
    expect(error.hints).toEqual(fault.hints);
  });

  test("are none for most faults, and the headline is the message", () => {
    const other = new TotalError("BAD_NUMBER", { doing: "GET", expected: "a number", got: '"x"' });
    expect([other.hints, other.headline]).toEqual([[], other.message]);
  });

  test("survive with all the rest where a fault is cloned", () => {
    const again = new TotalError(error.code, structuredClone(error.fault));
    expect([again, again.message, again.hints]).toEqual([error, error.message, error.hints]);
  });
});

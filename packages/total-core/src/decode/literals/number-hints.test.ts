import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { optionValues, type Hint, type OptionHint } from "../../contract/hints.js";
import { bytesOf } from "../../testing/recorder.js";
import { numberHints } from "./number-hints.js";
import { literalAdder, TEXT_SEPARATORS, type Spelling } from "./spelling.js";

/** `if it means 1204.50: thousands ,` */
function shown(text: string, given: Spelling = {}, separators: string = ""): readonly string[] {
  return numberHints(bytesOf(text), given, separators).map((hint) => {
    const options = optionValues(hint as OptionHint).map(({ option, value }) => `${option} ${value}`);
    return `${hint.when}: ${options.join(", ")}`;
  });
}

describe("a bad number names the options that would read it:", () => {
  test.each([
    ["1,204.50", ["if it means 1204.50: thousands ,"]],
    ["1.204,50", ["if it means 1204.50: thousands ., decimal ,"]],
    ["1.204.567", ["if it means 1204567: thousands ., decimal ,"]],
    ["1 204,50", ["if it means 1204.50: thousands  , decimal ,"]],
    ["1\u00a0204,50", ["if it means 1204.50: thousands \u00a0, decimal ,"]],
    ["1\u202f204", ["if it means 1204: thousands \u202f"]],
    ["-12,5", ["if it means -12.5: decimal ,"]],
    ["1'204.50", ["if it means 1204.50: thousands '"]],
    ["1’204.50", ["if it means 1204.50: thousands ’"]],
    ["1_000", ["if it means 1000: thousands _"]],
    ["1,234,567", ["if it means 1234567: thousands ,"]],
    ["1,2345", ["if it means 1.2345: decimal ,"]],
    [",5", ["if it means 0.5: decimal ,"]],
    ["12,345,678,901,234,567.89", ["if it means 12345678901234567.89: thousands ,"]],
    ["$5", ["if it means 5: money true"]],
    ["(5.50)", ["if it means -5.50: money true"]],
    ["5 EUR", ["if it means 5: money true"]],
    ["5-", ["if it means -5: money true"]],
    ["$1,204.50", ["if it means 1204.50: money true, thousands ,"]],
    ["(1.204,50 €)", ["if it means -1204.50: money true, thousands ., decimal ,"]],
  ])("%s", (text, hints) => {
    expect(shown(text)).toEqual(hints);
  });

  test("all ways to read it, where there are several", () => {
    expect(shown("1,204")).toEqual(["if it means 1204: thousands ,", "if it means 1.204: decimal ,"]);
    expect(shown("$1,204")).toEqual([
      "if it means 1204: money true, thousands ,",
      "if it means 1.204: money true, decimal ,",
    ]);
  });

  test.each([
    "",
    "x",
    "n/a",
    "-",
    "1,23,4",
    "1.2.3",
    "12%",
    "5 DR",
    "0x10",
    "2026-11-29",
    "12:30",
    "1,5e3",
    "(-5)",
    "1 ,5",
    "𝟓",
    "9".repeat(41),
  ])("and none for %j, which they would not read", (text) => {
    expect(shown(text)).toEqual([]);
  });

  test("nothing that was said is changed", () => {
    expect(shown("1.204,50", { decimal: "," })).toEqual(["if it means 1204.50: thousands ."]);
    expect(shown("$1,204.50", { thousands: "," })).toEqual(["if it means 1204.50: money true"]);
    expect(shown("$1,204.50", { money: true })).toEqual(["if it means 1204.50: thousands ,"]);
    expect(shown("1,204.50", { decimal: "," })).toEqual([]);
    expect(shown("1 204,50", { thousands: ".", decimal: "," })).toEqual([]);
    expect(shown("$5", { money: false })).toEqual([]);
  });

  test("a sign that ends a token is none between groups", () => {
    expect(shown("1 204", {}, TEXT_SEPARATORS)).toEqual([]);
    expect(shown("1\u00a0204", {}, TEXT_SEPARATORS)).toEqual(["if it means 1204: thousands \u00a0"]);
  });
});

test("with every hint the number is read, as it says", () => {
  const character = fc.constantFrom(..."0123456789,.,.'$€()- ");
  fc.assert(
    fc.property(fc.string({ unit: character, minLength: 2, maxLength: 9 }), (text) => {
      const bytes = bytesOf(text);
      for (const hint of numberHints(bytes, {}, "")) {
        const options = Object.fromEntries(
          optionValues(hint as OptionHint).map(({ option, value }) => [option, value]),
        );
        expect(valueOf(bytes, options)).toBe(Number(/^if it means (.*)$/.exec((hint as Hint).when!)![1]));
      }
    }),
    { numRuns: 3000 },
  );
});

function valueOf(bytes: Uint8Array, spelling: Spelling): number {
  let value = NaN;
  const sink = { decimal: (c: number | bigint, e: number) => void (value = Number(`${c}e${e}`)) };
  literalAdder(spelling)(bytes, 0, bytes.length, sink);
  return value;
}

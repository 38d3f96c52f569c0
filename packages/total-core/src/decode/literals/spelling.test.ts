import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { literalAdder } from "./spelling.js";
import { MAX_LITERAL_BYTES } from "./bounds.js";
import { bytesOf } from "../../testing/recorder.js";

type Spelling = Parameters<typeof literalAdder>[0];

/** `12e-1`, or the code of the fault. */
function added(text: string, spelling: Spelling): string {
  const calls: string[] = [];
  const bytes = bytesOf(`[${text}]`);
  const sink = { decimal: (c: number | bigint, e: number) => void calls.push(`${c}e${e}`) };
  const fault = literalAdder(spelling)(bytes, 1, bytes.length - 1, sink);
  return fault?.code ?? calls.join("+");
}

/** The beginning of `1,234,234,…` */
function grouped(bytes: number): string {
  return `1${",234".repeat(bytes)}`.slice(0, bytes);
}

const COMMAS: Spelling = { thousands: "," };
const GERMAN: Spelling = { thousands: ".", decimal: "," };

describe("thousands", () => {
  test.each([
    ["1,234", "1234e0"],
    ["-12,345", "-12345e0"],
    ["+123,456,789.5", "1234567895e-1"],
    ["1,234.", "1234e0"],
    ["1,234e2", "1234e2"],
    ["0", "0e0"],
    ["999", "999e0"],
    ["1234", "1234e0"],
    ["1234567.25", "123456725e-2"],
    [".5", "5e-1"],
    ["1e3", "1e3"],
  ])("%s is a number", (text, expected) => {
    expect(added(text, COMMAS)).toBe(expected);
  });

  // prettier-ignore
  test.each([
    "1,5", "1,23", "1,2345", "1234,567", "1,234,5", "1,234,", ",234", "-,234", ",", "1,,234", "1.234,567", "1.5,000", "1,23.4", "1e1,000",
    "1,234,56.7", "1 234", "1'234", "1.234.567", "", "-", ".", "x", "1,234x",
  ])("%j is BAD_NUMBER", (text) => {
    expect(added(text, COMMAS)).toBe("BAD_NUMBER");
  });

  test.each(["'", "_", " ", "\u00a0", "\u202f", "’", "٬", "😀"])("may be marked by %j", (thousands) => {
    expect(added(`1${thousands}234${thousands}567.5`, { thousands })).toBe("12345675e-1");
    expect(added(`1${thousands}23`, { thousands })).toBe("BAD_NUMBER");
    expect(added("1,234", { thousands })).toBe("BAD_NUMBER");
  });
});

describe("decimal", () => {
  test.each([
    ["1,5", "15e-1"],
    ["-,5", "-5e-1"],
    ["5,", "5e0"],
    ["1.234.567,89", "123456789e-2"],
    ["1.234", "1234e0"],
    ["1,5e-3", "15e-4"],
  ])("%s is a number", (text, expected) => {
    expect(added(text, GERMAN)).toBe(expected);
  });

  test.each(["1.5", "1,5,5", "1,234.5", "1.23", ",", "1,.5"])("%j is BAD_NUMBER", (text) => {
    expect(added(text, GERMAN)).toBe("BAD_NUMBER");
  });

  test("a point is none where another sign was chosen", () => {
    expect(added("1.5", { decimal: "," })).toBe("BAD_NUMBER");
    expect(added("1.500", { decimal: "," })).toBe("BAD_NUMBER");
    expect(added("1٫5", { decimal: "٫" })).toBe("15e-1");
  });
});

describe("signs", () => {
  test.each([
    [{ thousands: ",", decimal: "," }],
    [{ thousands: "." }],
    [{ thousands: ".", decimal: "." }],
    [{ thousands: "" }],
    [{ thousands: ",," }],
    [{ thousands: "5" }],
    [{ thousands: "\n" }],
    [{ thousands: '"' }],
    [{ thousands: "\ud800" }],
    [{ decimal: "" }],
    [{ decimal: "-" }],
    [{ decimal: "e" }],
    [{ decimal: "E" }],
    [{ decimal: "+" }],
  ])("%j are a RangeError", (spelling) => {
    expect(() => literalAdder(spelling)).toThrow(RangeError);
  });

  test("that separate tokens are a RangeError too", () => {
    expect(() => literalAdder({ thousands: " " }, " \t")).toThrow(/^thousands: expected one character/);
    expect(() => literalAdder({ thousands: "," }, " \t")).not.toThrow();
  });
});

describe("a literal longer than 16 KiB", () => {
  test("is EXPONENT_RANGE if a number may begin so, wherever that is cut", () => {
    for (const shift of ["", "1", "12"]) {
      expect(added(`${shift}${grouped(MAX_LITERAL_BYTES + 10)}`, COMMAS)).toBe("EXPONENT_RANGE");
      const spelling = { thousands: "\u202f" };
      const wide = `${shift}${grouped(MAX_LITERAL_BYTES)}`.replaceAll(",", "\u202f");
      expect(added(wide, spelling)).toBe("EXPONENT_RANGE");
      expect(added(wide.replace("234\u202f", "23\u202f"), spelling)).toBe("BAD_NUMBER");
    }
    expect(added(`1,5e${"0".repeat(MAX_LITERAL_BYTES)}`, GERMAN)).toBe("EXPONENT_RANGE");
  });

  test("is BAD_NUMBER if none begins so", () => {
    expect(added(`1,2345${"0".repeat(MAX_LITERAL_BYTES)}`, COMMAS)).toBe("BAD_NUMBER");
    expect(added(`1.5${"0".repeat(MAX_LITERAL_BYTES)}.`, GERMAN)).toBe("BAD_NUMBER");
    expect(added(`${"0".repeat(MAX_LITERAL_BYTES - 1)}x0`, COMMAS)).toBe("BAD_NUMBER");
  });

  test("is bounded as it is spelled", () => {
    const most = `000${",000".repeat(4095)}`;
    expect(most.length).toBe(MAX_LITERAL_BYTES - 1);
    expect(added(most, COMMAS)).toBe("0e0");
    expect(added(`-${most}`, COMMAS)).toBe("0e0");
    expect(added(`-${most}.`, COMMAS)).toBe("EXPONENT_RANGE");
  });
});

test("what Intl writes is read as it is meant", () => {
  const sample = fc.tuple(fc.bigInt(), fc.constantFrom("en", "de", "de-CH", "fr"));
  fc.assert(
    fc.property(sample, ([integer, locale]) => {
      const format = new Intl.NumberFormat(locale);
      const signs = format.formatToParts(-1234567.5);
      const sign = (type: string) => signs.find((part) => part.type === type)!.value;
      const spelling = { thousands: sign("group"), decimal: sign("decimal") };
      const bytes = bytesOf(format.format(integer).replace("−", "-"));
      let sum = 0n;
      const fault = literalAdder(spelling)(bytes, 0, bytes.length, {
        decimal: (coefficient, exponent) => void (sum += BigInt(coefficient) * 10n ** BigInt(exponent)),
      });
      expect(fault).toBeUndefined();
      expect(sum).toBe(integer);
    }),
  );
});

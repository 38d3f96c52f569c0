import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_LITERAL_BYTES } from "./bounds.js";
import { addLiteralBytes } from "./literal.js";
import { bytesOf } from "../../testing/recorder.js";

type Call = [coefficient: number | bigint, exponent: number, count: number];

function literal(text: string): { calls: Call[]; fault: string | undefined } {
  const calls: Call[] = [];
  const sink = {
    decimal: (coefficient: number | bigint, exponent: number, count: number = 1) =>
      void calls.push([coefficient, exponent, count]),
  };
  const bytes = bytesOf(`x${text}x`);
  const fault = addLiteralBytes(bytes, 1, bytes.length - 1, sink);
  return { calls, fault: fault?.code };
}

/** The value in units of 10^-SCALE. */
const SCALE = 8100;

function valueOf(calls: readonly Call[]): bigint {
  return calls.reduce(
    (sum, [coefficient, exponent]) => sum + BigInt(coefficient) * 10n ** BigInt(SCALE + exponent),
    0n,
  );
}

describe("a literal's value", () => {
  test.each([
    ["0", 0, 0],
    ["-0", 0, 0],
    ["+0.00", 0, 0],
    ["7", 7, 0],
    ["+7", 7, 0],
    ["-7", -7, 0],
    ["007", 7, 0],
    ["5.", 5, 0],
    [".5", 5, -1],
    ["-.5", -5, -1],
    ["-1234.56", -123456, -2],
    ["1.10", 110, -2],
    ["123456789012345", 123456789012345, 0],
    ["0.00000000000001", 1, -14],
    ["1e3", 1, 3],
    ["1E+3", 1, 3],
    ["5.e-2", 5, -2],
    [".5e1", 5, 0],
    ["-1.50e-3", -15, -4],
    ["100e-2", 1, 0],
    ["0e99999999999999999999", 0, 0],
    ["-0.000e-99999999999999999999", 0, 0],
    ["1e00000000000000000000000000000000000000003", 1, 3],
  ])("%s", (text, coefficient, exponent) => {
    expect(literal(text)).toEqual({ calls: [[coefficient, exponent, 1]], fault: undefined });
  });

  test("of more than 15 digits comes in two safe parts, of which the second counts as no number", () => {
    expect(literal("-1234567890123456.78").calls).toEqual([
      [-456789012345678, -2, 1],
      [-123, 13, 0],
    ]);
  });

  test("of more than 30 digits is a BigInt", () => {
    expect(literal("1234567890.1234567890123456789012300").calls).toEqual([
      [12345678901234567890123456789012300n / 100n, -23, 1],
    ]);
  });

  test("of 16,384 digits with a single non-zero one among them is exact", () => {
    const text = `${"0".repeat(12_000)}.${"0".repeat(3999)}7${"0".repeat(383)}`;
    expect(text).toHaveLength(MAX_LITERAL_BYTES);
    expect(literal(text)).toEqual({ calls: [[7, -4000, 1]], fault: undefined });
  });

  test("of 8,001 digits from 10^4000 to 10^-4000 is exact", () => {
    const text = `1${"0".repeat(3999)}2.3${"0".repeat(3998)}4`;
    const { calls, fault } = literal(`-${text}`);
    expect(fault).toBeUndefined();
    expect(valueOf(calls)).toBe(-BigInt(text.replace(".", "")) * 10n ** BigInt(SCALE - 4000));
  });

  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), maxLength: 45 });
  test("equals BigInt arithmetic on the digits", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("", "+", "-"),
        digits,
        fc.option(digits),
        fc.option(fc.integer({ min: -3900, max: 3900 })),
        (sign, whole, fraction, exponent) => {
          fc.pre(whole + (fraction ?? "") !== "");
          const text = `${sign}${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : `e${exponent}`}`;
          const { calls, fault } = literal(text);
          expect(fault).toBeUndefined();
          const magnitude =
            BigInt(whole + (fraction ?? "")) *
            10n ** BigInt(SCALE - (fraction ?? "").length + (exponent ?? 0));
          expect(valueOf(calls)).toBe(sign === "-" ? -magnitude : magnitude);
          expect(calls.reduce((count, call) => count + call[2], 0)).toBe(1);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe("a literal's grammar", () => {
  test.each([
    "",
    "+",
    "-",
    ".",
    "+.",
    "-.",
    "e",
    "e5",
    ".e5",
    "+e5",
    "1e",
    "1e+",
    "1e-",
    "1.2.3",
    "1..2",
    "..1",
    "--1",
    "+-1",
    "1-",
    "1+1",
    "0x10",
    "0b1",
    "1_000",
    "1,5",
    "1 000",
    " 1",
    "1 ",
    "NaN",
    "nan",
    "Infinity",
    "-inf",
    "1e5.0",
    "1e5e5",
    "1f",
    "1n",
    "١",
    "1\u0000",
    "\u0000",
    "½",
    "−1",
    "1\u00a0",
    "\ufeff1",
    "e1e",
    "1e+-5",
    "$1",
    "(1)",
  ])("%j is not a number", (text) => {
    expect(literal(text)).toEqual({ calls: [], fault: "BAD_NUMBER" });
  });

  test("accepts exactly sign, digits with a point, exponent", () => {
    const pattern = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0019+-.eE"), maxLength: 9 }), (text) => {
        const { fault } = literal(text);
        expect(fault !== "BAD_NUMBER").toBe(pattern.test(text));
      }),
      { numRuns: 5000 },
    );
  });
});

describe("a literal's bounds", () => {
  test.each([
    "1e4000",
    "-9e4000",
    "1e-4000",
    "10e3999",
    "0.1e4001",
    "1000e-4003",
    "0.001e-3997",
    "1234e3997",
    "1.234e-3997",
    "12345678901234567890e3981",
  ])("%s is inside", (text) => {
    expect(literal(text).fault).toBeUndefined();
  });

  test.each([
    "1e4001",
    "-1e4001",
    "1e-4001",
    "10e4000",
    "0.1e4002",
    "0.01e-3999",
    "1.5e-4000",
    "15e4000",
    "1234e3998",
    "1.234e-3998",
    "1e5000",
    "1e-5000",
    "1e99999999999999999999",
    "1e-99999999999999999999",
  ])("%s is EXPONENT_RANGE", (text) => {
    expect(literal(text)).toEqual({ calls: [], fault: "EXPONENT_RANGE" });
  });

  test("digits that are written out count like exponents", () => {
    for (const text of [`1${"0".repeat(4000)}`, `0.${"0".repeat(3999)}1`])
      expect(literal(text).fault).toBeUndefined();
    for (const text of [
      `1${"0".repeat(4001)}`,
      `0.${"0".repeat(4000)}1`,
      `1.${"0".repeat(4000)}1`,
      "9".repeat(10_000),
      "1".repeat(16_384),
      `1e${"9".repeat(5000)}`,
      `1e-${"9".repeat(5000)}`,
    ]) {
      expect(literal(text)).toEqual({ calls: [], fault: "EXPONENT_RANGE" });
    }
  });

  test("a zero may have an exponent of thousands of digits", () => {
    for (const text of [`0e${"9".repeat(16_000)}`, `-0.0E-${"9".repeat(16_000)}`]) {
      expect(literal(text)).toEqual({ calls: [[0, 0, 1]], fault: undefined });
    }
  });

  test("a literal is at most 16 KiB long, zeros included", () => {
    expect(literal("0".repeat(16_384))).toEqual({ calls: [[0, 0, 1]], fault: undefined });
    expect(literal(`${"0".repeat(16_383)}1`)).toEqual({ calls: [[1, 0, 1]], fault: undefined });
    expect(literal("0".repeat(16_385))).toEqual({ calls: [], fault: "EXPONENT_RANGE" });
    expect(literal("1".repeat(1_000_000)).fault).toBe("EXPONENT_RANGE");
  });

  test("a longer one is a bad number if its first 16 KiB cannot begin one", () => {
    expect(literal(`${"0".repeat(16_383)}x0`).fault).toBe("BAD_NUMBER");
    expect(literal(`${"0".repeat(16_384)}x`).fault).toBe("EXPONENT_RANGE");
    expect(literal(`1e${"0".repeat(16_382)}-`).fault).toBe("EXPONENT_RANGE");
    expect(literal("x".repeat(20_000)).fault).toBe("BAD_NUMBER");
  });
});

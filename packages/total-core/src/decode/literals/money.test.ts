import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Currency } from "../../contract/currencies.js";
import { bytesOf } from "../../testing/recorder.js";
import { CURRENCY_CODES } from "./currency-codes.js";
import { MAX_LITERAL_BYTES } from "./bounds.js";
import { literalAdder, type Spelling } from "./spelling.js";

/** `12e-1`, or the fault. */
function added(text: string, spelling: Spelling = {}, currency?: Currency): string {
  const calls: string[] = [];
  const bytes = bytesOf(`[${text}]`);
  const sink = { decimal: (c: number | bigint, e: number) => void calls.push(`${c}e${e}`) };
  const addAmount = literalAdder({ money: true, ...spelling }, "", currency);
  const fault = addAmount(bytes, 1, bytes.length - 1, sink);
  return fault === undefined ? calls.join("+") : `${fault.code}: ${fault.expected}`;
}

const NO_AMOUNT = "BAD_NUMBER: an amount of money";

describe("an amount", () => {
  test.each([
    ["5", "5e0"],
    ["-5", "-5e0"],
    ["+5", "5e0"],
    [".5", "5e-1"],
    ["1e3", "1e3"],
    ["0", "0e0"],
    ["(0)", "0e0"],
  ])("may be a plain number: %s", (text, sum) => {
    expect(added(text)).toBe(sum);
  });

  test.each([
    "$5",
    "$ 5",
    "5$",
    "5 $",
    "€5",
    "5 €",
    "₹5",
    "﷼5",
    "𞋿5",
    "USD5",
    "USD 5",
    "5USD",
    "5 USD",
    "5\u00a0€",
    "€\u202f5",
  ])("may have one currency, with a space or none: %j", (text) => {
    expect(added(text)).toBe("5e0");
  });

  test.each([
    "-$5",
    "$-5",
    "$ -5",
    "-5 $",
    "-5$",
    "(5)",
    "($5)",
    "$(5)",
    "$ (5)",
    "(5 EUR)",
    "(5) EUR",
    "(EUR 5)",
    "5-",
    "$5-",
    "5- EUR",
    "5 EUR-",
    "5EUR-",
  ])("is negative by one minus or by brackets: %s", (text) => {
    expect(added(text)).toBe("-5e0");
  });

  test.each(["+$5", "$+5", "+5 EUR"])("may have a plus: %s", (text) => {
    expect(added(text)).toBe("5e0");
  });

  test.each([
    "",
    "$",
    "-",
    "()",
    "($)",
    "-$",
    "$-",
    "USD",
    "x",
    "$x",
    "$1.2.3",
    "$ ",
    "--5",
    "-5-",
    "(-5)",
    "-(5)",
    "(5)-",
    "((5))",
    "(5",
    "5)",
    "$--5",
    "+-5",
    "(+5)",
    "5--",
    "5+",
    "$$5",
    "$5$",
    "$5 USD",
    "€ $5",
    "USD EUR 5",
    "$  5",
    "5  $",
    "- 5",
    "5 -",
    "( 5)",
    "(5 )",
    "$- 5",
    "\xA05",
    "usd 5",
    "Usd 5",
    "ABC 5",
    "XXX 5",
    "5 USDX",
    "US$5",
    "−5",
    "5 kr",
    "Fr. 5",
  ])("is not %j", (text) => {
    expect(added(text)).toBe(NO_AMOUNT);
  });

  test("is no debit and no credit, as nobody says whose", () => {
    for (const text of ["5 DR", "5DR", "$5.00 CR", "5 cr", "CR 5", "DR5", "dr $5", "(5 CR)", "CR", "5 CR-"]) {
      expect(added(text)).toBe("BAD_NUMBER: an amount of money without DR or CR");
    }
    for (const text of ["CRC x", "CRATE 5", "5 SCRAP", "x SCR", "(x XDR)"])
      expect(added(text)).toBe(NO_AMOUNT);
  });

  test("is no percentage", () => {
    for (const text of ["5%", "5 %", "(5%)", "5%-", "%5", "-%5", "$5%"])
      expect(added(text)).toBe("BAD_NUMBER: an amount of money, not a percentage");
  });

  test("has the bounds of a literal, and what is longer is never a bad number that could be passed over", () => {
    expect(added("$1e4001")).toMatch(/^EXPONENT_RANGE/);
    expect(added(`$${"0".repeat(MAX_LITERAL_BYTES - 2)}7`)).toBe("7e0");
    expect(added(`$${"0".repeat(MAX_LITERAL_BYTES - 1)}7`)).toMatch(/^EXPONENT_RANGE/);
    expect(added("x".repeat(MAX_LITERAL_BYTES + 1))).toMatch(/^EXPONENT_RANGE/);
  });

  test("of many digits is negated in all of its parts", () => {
    expect(added("(1234567890123456.78)")).toBe("-456789012345678e-2+-123e13");
    expect(added(`(${"9".repeat(40)})`)).toBe(`-${"9".repeat(40)}e0`);
  });
});

describe("an amount's number", () => {
  test.each([
    ["$1,204.50", { thousands: "," }, "12045e-1"],
    ["(1.204,50 €)", { thousands: ".", decimal: "," }, "-12045e-1"],
    ["1 204,50 €", { thousands: " ", decimal: "," }, "12045e-1"],
    ["CHF 1'204.50", { thousands: "'" }, "12045e-1"],
    ["1\u202f204,50\u00a0€", { thousands: "\u202f", decimal: "," }, "12045e-1"],
  ])("is spelled as the options say: %s", (text, spelling, sum) => {
    expect(added(text, spelling).replace("120450e-2", "12045e-1")).toBe(sum);
  });

  test.each(["$", "€", "(", ")"])("has no %s in it", (sign) => {
    expect(() => literalAdder({ money: true, thousands: sign })).toThrow(
      /^thousands: expected one character/,
    );
    expect(() => literalAdder({ money: true, decimal: sign })).toThrow(/^decimal: expected one character/);
  });
});

describe("a total has one currency", () => {
  test("which the first amount that has one names", () => {
    const currency: Currency = { mark: undefined };
    for (const text of ["5", "$5", "5", "5 $", "($5)"]) expect(added(text, {}, currency)).toMatch(/^-?5e0$/);
    expect(currency.mark).toBe("$");
  });

  test.each([
    ["$", "€5"],
    ["$", "5 USD"],
    ["USD", "$5"],
    ["USD", "5 EUR"],
    ["€", "(£5)"],
  ])("after %s, %s is a fault that is no bad number", (mark, text) => {
    expect(added(text, {}, { mark })).toBe(`BAD_FORMAT: an amount in ${mark}, as the ones before`);
  });

  test("and what is no amount names none", () => {
    const currency: Currency = { mark: undefined };
    for (const text of ["$x", "$", "$5$", "$1e9999"]) added(text, {}, currency);
    expect(currency.mark).toBeUndefined();
    expect(added("€x", {}, { mark: "$" })).toBe(NO_AMOUNT);
  });
});

test("every way to write an amount is read as it is meant", () => {
  const mark = fc.constantFrom("$", "€", "¥", "𞋿", ...CURRENCY_CODES);
  const space = fc.constantFrom("", " ", "\u00a0", "\u202f");
  const write = fc.constantFrom<(number: string, mark: string, space: string) => string>(
    (number, sign, gap) => `(${sign}${gap}${number})`,
    (number, sign, gap) => `${sign}${gap}(${number})`,
    (number, sign, gap) => `-${sign}${gap}${number}`,
    (number, sign, gap) => `${sign}${gap}-${number}`,
    (number, sign, gap) => `${sign}${gap}${number}-`,
    (number, sign, gap) => `-${number}${gap}${sign}`,
    (number, sign, gap) => `(${number}${gap}${sign})`,
    (number, sign, gap) => `(${number})${gap}${sign}`,
    (number, sign, gap) => `${number}-${gap}${sign}`,
    (number, sign, gap) => `${number}${gap}${sign}-`,
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e9 }), mark, space, write, (number, sign, gap, written) => {
      const currency: Currency = { mark: undefined };
      expect(added(written(String(number), sign, gap), {}, currency)).toBe(`${-number}e0`);
      expect(currency.mark).toBe(sign);
    }),
  );
});

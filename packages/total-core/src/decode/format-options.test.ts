import { describe, expect, test } from "vitest";
import { isOptionError } from "../basics/option-values.js";
import type { EncodedBatch, Format, FormatOptions, NumbersApi } from "../contract/numbers-api.js";
import { fileNumbers } from "../node/index.js";
import { httpNumbers } from "../source/http/http-numbers.js";
import { streamNumbers } from "../source/stream.js";
import { Total } from "../total/total.js";
import { checkFormatOptions } from "./format-options.js";

function totalOfText(text: string, options: Omit<EncodedBatch, "bytes">): string {
  return new Total().addAll({ bytes: new TextEncoder().encode(text), ...options }).toString();
}

describe("the options of a format", () => {
  test("reach its decoder", () => {
    expect(totalOfText("id,amount\n1,2.5\n", { format: "csv", column: "amount" })).toBe("2.5");
    expect(totalOfText("1\t2\n", { format: "tsv", column: 2, header: false })).toBe("2");
    expect(totalOfText('id;n\n";1\n', { format: "csv", column: "n", delimiter: ";", quotes: false })).toBe(
      "1",
    );
    expect(totalOfText('n\n"1.234,5"\n', { format: "csv", thousands: ".", decimal: "," })).toBe("1234.5");
  });

  test("spell numbers in text as well", () => {
    const long = "1.234 ".repeat(1000);
    expect(totalOfText(long, { format: "text", thousands: ".", decimal: "," })).toBe("1234000");
    expect(totalOfText(long, { format: "text", thousands: "," })).toBe("1234");
    expect(() => totalOfText(`1 ${long}`, { format: "text", decimal: "," })).toThrow(
      'line 1, column 3: expected a number, got "1.234"',
    );
    expect(() => totalOfText("1", { format: "text", thousands: " " })).toThrow(RangeError);
  });

  // prettier-ignore
  test.each([
    ["field", 5, "field: expected a string, or a list of them, got a number"],
    ["column", true, "column: expected a string or a number, or a list of them, got a boolean"],
    ["column", null, "column: expected a string or a number, or a list of them, got null"],
    ["header", "false", "header: expected a boolean, got a string"],
    ["quotes", 0, "quotes: expected a boolean, got a number"],
    ["delimiter", 44, "delimiter: expected a string, got a number"],
    ["skipLines", "1", "skipLines: expected a number, got a string"],
    ["comment", true, "comment: expected a string, got a boolean"],
    ["thousands", [","], "thousands: expected a string, got an array"],
    ["decimal", {}, "decimal: expected a string, got an object"],
  ])("of the wrong type are a TypeError: %s", (option, value, message) => {
    const options = { format: "csv", [option]: value } as unknown as EncodedBatch;
    expect(() => totalOfText("n\n1\n", options)).toThrow(new TypeError(message));
  });

  // prettier-ignore
  test.each([
    ["column", 0, "column: expected a name or a position from 1, got 0"],
    ["column", 1.5, "column: expected a name or a position from 1, got 1.5"],
    ["column", NaN, "column: expected a name or a position from 1, got NaN"],
    ["column", "x".repeat(16_385), "column: expected a name of at most 16 KiB, got a longer one"],
    ["delimiter", "::", 'delimiter: expected one ASCII character other than CR, LF and a quote, or "whitespace", got "::"'],
    ["thousands", "5", 'thousands: expected one character without another meaning, got "5"'],
    ["decimal", "", 'decimal: expected one character without another meaning, got ""'],
  ])("of an impossible value are a RangeError: %s", (option, value, message) => {
    const options = { format: "csv", [option]: value } as unknown as EncodedBatch;
    expect(() => totalOfText("n\n1\n", options)).toThrow(new RangeError(message));
  });
});

function errorOf(format: Format | undefined, options: FormatOptions): unknown {
  try {
    checkFormatOptions(format, options);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe("the check", () => {
  // prettier-ignore
  test.each<[Format | undefined, FormatOptions, string, string, string]>([
    [undefined, { field: "" }, "field", "a path or a JSON Pointer", "nothing"],
    ["json", { by: "/~2" }, "by", "~0 or ~1 in a JSON Pointer", "another ~"],
    ["parquet", { by: 0 }, "by", "a name or a position from 1", "0"],
    ["text", { thousands: " " }, "thousands", "one character without another meaning", '" "'],
    ["csv", { thousands: ",", decimal: "," }, "thousands", "another sign than the decimal one", '","'],
    ["tsv", { delimiter: "" }, "delimiter", 'one ASCII character other than CR, LF and a quote, or "whitespace"', '""'],
    ["csv", { delimiter: "whitespace", quotes: true }, "quotes", 'false, or none, beside delimiter: "whitespace"', "true"],
    ["tsv", { comment: "//" }, "comment", "one ASCII character other than CR, LF, a quote, a space and a tab", '"//"'],
    ["csv", { comment: " " }, "comment", "one ASCII character other than CR, LF, a quote, a space and a tab", '" "'],
    ["csv", { comment: ";", delimiter: ";" }, "comment", "another character than the delimiter", '";"'],
    ["csv", { comment: "," }, "comment", "another character than the delimiter", '","'],
    [undefined, { comment: "é" }, "comment", "one ASCII character other than CR, LF, a quote, a space and a tab", '"é"'],
    ["csv", { skipLines: -1 }, "skipLines", "an integer from 0 to 9007199254740991", "-1"],
    ["tsv", { skipLines: 1.5 }, "skipLines", "an integer from 0 to 9007199254740991", "1.5"],
  ])("tells the option and what is wrong with it: %s, %j", (format, options, option, expected, got) => {
    const error = errorOf(format, options);
    expect(isOptionError(error) && error instanceof RangeError).toBe(true);
    expect(error).toMatchObject({ option, expected, got, message: `${option}: expected ${expected}, got ${got}` });
  });

  test("of a wrong type is a TypeError, whatever the format", () => {
    const error = errorOf("f64", { header: "no" } as never);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ option: "header", expected: "a boolean", got: "a string" });
  });

  test("passes over values that mean nothing to the format", () => {
    expect(errorOf("text", { delimiter: ";;", field: "" })).toBeUndefined();
    expect(errorOf("csv", { thousands: " ", by: "/~2" })).toBeUndefined();
    expect(errorOf(undefined, { thousands: " ", by: "/~2" })).toBeUndefined();
  });

  test.each<[string, () => NumbersApi]>([
    ["fileNumbers", () => fileNumbers("a.csv", { delimiter: ";;" })],
    ["streamNumbers", () => streamNumbers([], { delimiter: ";;" })],
    ["httpNumbers", () => httpNumbers("http://numbers.test/", { delimiter: ";;" })],
  ])("is made when a source is made: %s", (_name, make) => {
    expect(make).toThrow(expect.objectContaining({ option: "delimiter", got: '";;"' }));
  });

  test("takes no other error for one of an option", () => {
    expect(isOptionError(new RangeError("delimiter: expected x, got y"))).toBe(false);
    expect(isOptionError(undefined)).toBe(false);
  });
});

import { describe, expect, test } from "vitest";
import { printableLine, quote } from "./printable.js";

describe("quote", () => {
  test("a short text stands in quotes, with its own quotes and backslashes escaped", () => {
    expect(quote('a"b\\')).toBe('"a\\"b\\\\"');
  });

  test("60 characters are whole, 61 are cut", () => {
    expect(quote("x".repeat(60))).toBe(`"${"x".repeat(60)}"`);
    expect(quote("x".repeat(61))).toBe(`"${"x".repeat(60)}"…`);
  });

  test("a character of two code units counts as one and is never cut in half", () => {
    expect(quote("😀".repeat(61))).toBe(`"${"😀".repeat(60)}"…`);
  });
});

describe("printableLine", () => {
  test("what could move the cursor, break the line or turn the direction is escaped", () => {
    expect(printableLine("a\u001b[2Jb\nc\u0085d\u2028e\u202ef")).toBe(
      "a\\u001b[2Jb\\u000ac\\u0085d\\u2028e\\u202ef",
    );
  });

  test("1000 characters are whole, of more the end stays", () => {
    expect(printableLine("x".repeat(1000))).toBe("x".repeat(1000));
    const line = printableLine(`${"x".repeat(5000)}: expected a readable file, got no such file`);
    expect(line).toHaveLength(1000);
    expect(line).toMatch(/^x+…x+: expected a readable file, got no such file$/);
  });
});

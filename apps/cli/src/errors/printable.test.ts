import { describe, expect, test } from "vitest";
import { printableLine } from "./printable.js";

describe("printableLine", () => {
  test("a character that moves the cursor, breaks the line or turns the direction is escaped", () => {
    expect(printableLine("a\u001b[2Jb\nc\u0085d\u2028e\u202ef")).toBe(
      "a\\u001b[2Jb\\u000ac\\u0085d\\u2028e\\u202ef",
    );
  });

  test("1000 characters are kept; a longer line loses characters before its end", () => {
    expect(printableLine("x".repeat(1000))).toBe("x".repeat(1000));
    const line = printableLine(`${"x".repeat(5000)}: expected a readable file, got no such file`);
    expect(line).toHaveLength(1000);
    expect(line).toMatch(/^x+…x+: expected a readable file, got no such file$/);
  });
});

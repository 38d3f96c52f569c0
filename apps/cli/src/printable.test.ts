import { describe, expect, test } from "vitest";
import { printableLine } from "./printable.js";

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

import { describe, expect, test } from "vitest";
import { TotalError } from "../errors.js";
import { newTextDecoder } from "./text.js";

describe("text", () => {
  test("numbers are separated by spaces, tabs, CR or LF", () => {
    const got: [number | bigint, number][] = [];
    const decoder = newTextDecoder({
      sink: { decimal: (c, e) => got.push([c, e]), doubles() {}, empty() {}, skipped() {} },
      skipInvalid: false,
    });
    decoder.push(new TextEncoder().encode("\uFEFF1 2.50\t-3e5\r\n+.5\n12345678901234567890"));
    decoder.end();
    expect(got).toEqual([
      [1, 0],
      [250, -2],
      [-3, 5],
      [5, -1],
      [1234567890123456789n, 1],
    ]);
    const bad = newTextDecoder({
      sink: { decimal() {}, doubles() {}, empty() {}, skipped() {} },
      skipInvalid: false,
      source: "a.txt",
    });
    expect(() => bad.push(new TextEncoder().encode("1\n 1,5 "))).toThrow(TotalError);
  });
});

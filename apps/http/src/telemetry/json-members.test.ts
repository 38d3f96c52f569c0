import { describe, expect, test } from "vitest";
import { jsonMembers, jsonString } from "./json-members.js";

describe("jsonMembers", () => {
  test.each([
    [{}],
    [{ text: "a b", empty: "" }],
    [{ left: undefined, kept: null, yes: true }],
    [{ numbers: 1.5, none: 0, minus: -0, large: 1e21, small: 1e-7, nan: NaN, infinite: -Infinity }],
    [{ list: [1, "a"], nested: { a: undefined, b: '"' } }],
    [{ call: () => 1, name: Symbol("x") }],
  ])("%o as JSON.stringify writes it", (fields) => {
    expect(`{${jsonMembers(fields).slice(1)}}`).toBe(JSON.stringify(fields));
  });
});

test("jsonString writes each character as JSON.stringify does", () => {
  const texts = Array.from({ length: 0x10000 }, (_, code) => `a${String.fromCharCode(code)}b`);
  expect(texts.filter((text) => jsonString(text) !== JSON.stringify(text))).toEqual([]);
});

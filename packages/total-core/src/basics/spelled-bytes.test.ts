import { expect, test } from "vitest";
import { spelledBytes } from "../../scripts/spell-bytes.js";
import { bytesFromSpelling } from "./spelled-bytes.js";

test("bytes are spelled so that a string holds them as they are, and back again", () => {
  const bytes = Uint8Array.from({ length: 512 }, (_, i) => i * 7);
  expect(bytesFromSpelling(spelledBytes(bytes))).toEqual(bytes);
  expect(spelledBytes(bytes)).toMatch(/^[ !#-[\]-~]*$/);
});

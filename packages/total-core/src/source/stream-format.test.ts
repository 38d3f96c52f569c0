import { describe, expect, test } from "vitest";
import { streamNumbers } from "./stream.js";
import { collectedBytes } from "../testing/collected.js";

function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += size) pieces.push(bytes.subarray(start, start + size));
  return pieces;
}

describe("streamNumbers tells the format from the first bytes, wherever they are cut", () => {
  test.each([
    ["text", "1 2 3"],
    ["text", ""],
    ["text", "\n\n"],
    ["text", "PA"],
    ["json", "[1,2]"],
    ["json", "\ufeff \n[1,2]"],
    ["json", '{\n"a":[1]}'],
    ["ndjson", '{"a":1}\n{"a":2}'],
    ["ndjson", '{"a":1}'],
    ["text", " ".repeat(70_000) + "[1]"],
  ])("%s: %j", async (format, text) => {
    const bytes = new TextEncoder().encode(text);
    for (const size of [1, 3, 65_535, 1_000_000]) {
      const collected = await collectedBytes(streamNumbers(cut(bytes, size), { name: "-" }));
      expect(collected).toMatchObject({ format, name: "-" });
      expect(Buffer.compare(collected.bytes, bytes)).toBe(0);
    }
  });

  test("the field has a say in it", async () => {
    const pieces = [new TextEncoder().encode('{"a":[1,2]}')];
    expect((await collectedBytes(streamNumbers(pieces, { field: "a" }))).format).toBe("json");
  });

  test("what is said goes before", async () => {
    const pieces = [new TextEncoder().encode("[1]")];
    expect((await collectedBytes(streamNumbers(pieces, { format: "text" }))).format).toBe("text");
  });
});

import { describe, expect, test } from "vitest";
import { differences, inThisThread, newFile } from "./threads.cases.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

const SMALL = [1, 2, 3, 5, 7, 8, 11, 16, 64, 1000];

describe("slices of any size have the outcome of the whole file", () => {
  const BOM = "\ufeff";
  test.each([
    ["nothing at all", ""],
    ["one digit", "7"],
    ["numbers of all lengths", "1 22 333 4444 55555 -6.5 +.25 7. 8e3 9E-2"],
    ["CRLF, tabs, blank lines and spaces at both ends", " \r\n1\r\n\r\n\t2 \r\n3\t\r\n "],
    ["no line feed at the end", "1\n2\n33"],
    ["a byte-order mark", `${BOM}12 3\n4`],
    ["a byte-order mark and white space", `${BOM}\n12`],
    ["a byte-order mark alone", BOM],
    ["a part of a byte-order mark", new Uint8Array([0xef, 0xbb])],
    ["two byte-order marks", `${BOM}${BOM}1`],
    ["a byte-order mark further on", `1 ${BOM}2`],
    ["white space alone", " \n \n\r\n "],
    ["a bad token at the start", "x 1 2"],
    ["a bad token at the end", "1 2\n3 x"],
    ["a bad token on a line that began long ago", "1 2 3 4 5 6 7 8 9 10 11 12 x 13"],
    ["a bad token after a byte-order mark, on the first line", `${BOM}1 2 3 4 5 6 7 8 9 x`],
    ["many bad tokens", "1\n2 a\nb 3\n\n c\n4 5 d"],
    ["a NUL byte", "1\n2\0\n3"],
    ["a literal past the bounds, which is never skipped", "1 2\n1e5000 x 3"],
    ["a bad token before one past the bounds", "1 x\n1e5000"],
    ["bytes that are no UTF-8", new Uint8Array([0x31, 0x20, 0xff, 0xfe, 0x20, 0x32])],
  ])("text: %s", async (_what, content) => {
    expect(
      await differences(await newFile(folder, content), inThisThread(SMALL, { format: "text" })),
    ).toEqual([]);
  });

  test.each([
    ["a zero of 16 KiB", `1 ${"0".repeat(16_384)} 2`],
    ["a zero of one byte more", `1 ${"0".repeat(16_385)} 2`],
    ["a bad token of 40 KB", `1\n2 ${"x".repeat(40_000)} 3\n4`],
    [
      "a token of 40 KB that is bad behind its first 16 KiB",
      `1\n${"0".repeat(20_000)}${"x".repeat(20_000)} 3 x`,
    ],
  ])("text: %s", async (_what, content) => {
    const sizes = [500, 4096, 16_384, 16_385, 16_390, 30_000];
    expect(
      await differences(await newFile(folder, content), inThisThread(sizes, { format: "text" })),
    ).toEqual([]);
  });

  test.each([
    ["numbers", "1\n22\n\n 333 \r\n-4.5e1\n6", undefined],
    ["objects", '{"a":1}\n{"a":"2.5"}\n{"b":0,"a":null}\n{"a":""}\n{"a":30}', "a"],
    ["a bad value", '{"a":1}\n{"a":2}\n{"a":[]}\n{"a":3}\n{"a":"x"}', "a"],
    ["a line without the field", '{"a":1}\n{"a":2}\n{"b":3}\n{"a":3}', "a"],
    ["an object over two lines", '{"a":1}\n{"a":\n2}\n{"a":3}', "a"],
    ["a malformed line after a bad value", '{"a":1}\n{"a":[]}\n{"a":2', "a"],
    ["a bad value before a malformed end of its line", '{"a":1}\n{"a":[],}\n{"a":2}', "a"],
    ["a long line", `{"a":1}\n{"note":"${"é".repeat(3000)}","a":2}\n{"a":x}`, "a"],
    ["a byte-order mark", '\ufeff{"a":1}\n{"a":2}', "a"],
  ])("ndjson: %s", async (_what, content, field) => {
    expect(
      await differences(await newFile(folder, content), inThisThread(SMALL, { format: "ndjson", field })),
    ).toEqual([]);
  });

  test.each([
    ["numbers", [0.1, 0.2, 1e300, -1e300, 5e-324]],
    ["−0 alone", [-0, -0, -0]],
    ["infinities", [1, Infinity, 2, 3]],
    ["infinities of both signs", [Infinity, 1, 2, -Infinity]],
    ["numbers that overflow together", [1.7e308, 1.7e308, -1.7e308, 1]],
  ])("f64: %s", async (_what, numbers) => {
    const bytes = new Uint8Array(Float64Array.from(numbers).buffer);
    const threadings = inThisThread([8, 16, 24, 1000], { format: "f64" });
    for (const cut of [0, 3]) {
      const path = await newFile(folder, bytes.subarray(0, bytes.length - cut));
      expect(await differences(path, threadings)).toEqual([]);
    }
  });

  test("the format is told from the first bytes", async () => {
    const text = await newFile(folder, "1 2 3\n4 5 6 7 8 9 10 11");
    expect(await differences(text, inThisThread([16], {}))).toEqual([]);
  });

  test("what only the first bytes say is NDJSON is not cut: a document may span lines further on", async () => {
    const sequence = await newFile(folder, '{"a":1}\n{\n"a":2}\n{"a":30}\n');
    const cut = differences(sequence, inThisThread([16], { field: "a" }));
    await expect(cut).rejects.toThrow("cannot be cut into slices");
    const lines = await newFile(folder, '{"a":1}\n{"a":2}\n{"a":30}\n');
    expect(await differences(lines, inThisThread([16], { field: "a", format: "ndjson" }))).toEqual([]);
  });
});

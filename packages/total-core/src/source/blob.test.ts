import { gzipSync } from "node:zlib";
import { describe, expect, test, vi } from "vitest";
import { collectedBytes, faultOf } from "../testing/collected.js";
import { totalOf } from "../total/total-of.js";
import { blobCases, LINES } from "./blob.cases.js";
import { blobNumbers } from "./blob.js";

describe("blobNumbers", () => {
  blobCases(2 ** 20);

  test("reads a Blob of several slices, in any number of readings", async () => {
    const blob = new Blob([LINES]);
    const slices = vi.spyOn(blob, "slice");
    const api = blobNumbers(blob);
    for (let i = 0; i < 2; i++) expect((await totalOf(api)).toString()).toBe("10800000");
    const longest = Math.max(...slices.mock.calls.map(([start = 0, end = 0]) => end - start));
    expect(slices).toHaveBeenCalledTimes(6);
    expect(longest).toBe(2 ** 20);
  });

  test.each<[string, Blob, string]>([
    ["the extension of a File", new File(["a\n1"], "Sales.CSV"), "csv"],
    ["the extension before its type", new File(["1"], "x.txt", { type: "text/csv" }), "text"],
    ["the type of a Blob", new Blob(["a\n1"], { type: "text/csv;charset=UTF-8" }), "csv"],
    ["the first bytes where the type is vague", new Blob(["[1]"], { type: "text/plain" }), "json"],
    ["the first bytes", new Blob(["[1]"]), "json"],
    ["the extension below .gz", new File([gzipSync("a\n1")], "x.csv.gz"), "csv"],
    ["the data in gzip, though the type is of it", new Blob([gzipSync("[1]")], { type: "text/csv" }), "json"],
  ])("the format is told by %s", async (_what, blob, format) => {
    expect((await collectedBytes(blobNumbers(blob))).format).toBe(format);
  });

  test("the option goes before all of them", async () => {
    const api = blobNumbers(new File(["1"], "x.csv"), { format: "text" });
    expect((await collectedBytes(api)).format).toBe("text");
  });

  test("a File's name stands in errors, unless there is another", async () => {
    const file = new File(["1 x"], "a.txt");
    await expect(totalOf(blobNumbers(file))).rejects.toThrow('a.txt:1:3: expected a number, got "x"');
    await expect(totalOf(blobNumbers(file, { name: "b" }))).rejects.toThrow("b:1:3: ");
    await expect(totalOf(blobNumbers(new Blob(["x"])))).rejects.toThrow("line 1, column 1: ");
  });

  test("a charset other than UTF-8 is UNSUPPORTED", async () => {
    const blob = new Blob(["1"], { type: "text/plain;charset=iso-8859-1" });
    expect(await faultOf(blobNumbers(blob))).toMatchObject({ code: "UNSUPPORTED", got: '"iso-8859-1"' });
  });

  test("a slice that cannot be read is SOURCE_UNAVAILABLE, a short one SOURCE_CHANGED", async () => {
    const cause = new Error("NotReadableError");
    const file = new File(["1 2"], "a.txt");
    vi.spyOn(file, "slice").mockReturnValue({ arrayBuffer: () => Promise.reject(cause) } as Blob);
    expect(await faultOf(blobNumbers(file))).toMatchObject({
      code: "SOURCE_UNAVAILABLE",
      place: { source: "a.txt" },
      cause,
    });
    vi.spyOn(file, "slice").mockReturnValue(new Blob(["1 "]));
    expect(await faultOf(blobNumbers(file))).toMatchObject({ code: "SOURCE_CHANGED", got: "2 of 3 bytes" });
  });

  test("a signal that aborts ends a read that never ends", async () => {
    const blob = new Blob(["1"]);
    vi.spyOn(blob, "slice").mockReturnValue({ arrayBuffer: () => new Promise(() => {}) } as unknown as Blob);
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error("enough")));
    await expect(collectedBytes(blobNumbers(blob), controller.signal)).rejects.toThrow("enough");
  });

  test.each([undefined, null, "x", new Uint8Array(3), { size: 3 }])("%s is no Blob: a TypeError", (given) => {
    expect(() => blobNumbers(given as unknown as Blob)).toThrow(TypeError);
  });

  test.each([{ format: "xml" }, { name: 5 }, { field: [5] }])("so is %j", (options) => {
    expect(() => blobNumbers(new Blob([]), options as object)).toThrow(TypeError);
  });
});

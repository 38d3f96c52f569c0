import { gzipSync } from "node:zlib";
import { TotalError } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import type { ExcerptLine, Reading } from "../protocol.js";
import { FileFault, faultOf } from "./fault.js";
import { totalsOfFiles } from "./totals.js";

async function excerptIn(content: string | Uint8Array<ArrayBuffer>, reading: Reading = {}, name = "a.csv") {
  const { signal } = new AbortController();
  const error: unknown = await totalsOfFiles([new File([content], name)], reading, { signal }).catch(
    (fault: unknown) => fault,
  );
  expect(error).toBeInstanceOf(FileFault);
  return (await faultOf(error)).excerpt.map(drawn);
}

/** `12 …before[marked]after…` */
function drawn({ number, before, marked, after, isCutBefore, isCutAfter }: ExcerptLine): string {
  const mark = marked === "" ? "" : `[${marked}]`;
  return `${number} ${isCutBefore ? "…" : ""}${before}${mark}${after}${isCutAfter ? "…" : ""}`;
}

describe("the place of a fault is shown in its line, with the lines around", () => {
  test("of a table", async () => {
    expect(await excerptIn("a,b\n1,x\n3,oops,5\n", { column: "b" })).toEqual([
      "1 a,b",
      "2 1,[x]",
      "3 3,oops,5",
    ]);
    expect(await excerptIn('a,b\r\n1,"1,5"\r\n', { column: "b" })).toEqual(["1 a,b", '2 1,["1,5"]']);
  });

  test("at the beginning and at the end of the file", async () => {
    expect(await excerptIn("x 1", {}, "a.txt")).toEqual(["1 [x] 1"]);
    expect(await excerptIn("\ufeffx 1\n2", {}, "a.txt")).toEqual(["1 [x] 1", "2 2"]);
    expect(await excerptIn("1\n2 x", {}, "a.txt")).toEqual(["1 1", "2 2 [x]"]);
    expect(await excerptIn("[1,2", {}, "a.json")).toEqual(["1 [1,2[\u00a0]"]);
  });

  test("in gzip", async () => {
    const bytes = new Uint8Array(gzipSync(`${"1\n".repeat(100_000)}x\n2\n`));
    expect(await excerptIn(bytes, {}, "a.txt.gz")).toEqual(["100000 1", "100001 [x]", "100002 2"]);
  });

  test("a long line is cut around it", async () => {
    const [line, ...others] = await excerptIn(
      `[${"1,".repeat(100_000)}x,${"2,".repeat(100_000)}3]`,
      {},
      "a.json",
    );
    expect(line).toBe(`1 …${"1,".repeat(30)}[x]${",2".repeat(30)}…`);
    expect(others).toEqual([]);
  });

  test("a row that is wrong as a whole is marked as a whole", async () => {
    expect(await excerptIn("a,b\n1,2\n1,2,3\n1,2", { column: "b" })).toEqual(["2 1,2", "3 [1,2,3]", "4 1,2"]);
  });

  test("characters are whole, and those that nobody would see are", async () => {
    expect(await excerptIn(`${"ä".repeat(500)}\u0000 1`, {}, "a.txt")).toEqual([
      `1 [${"ä".repeat(60)}]${"ä".repeat(60)}…`,
    ]);
    expect(await excerptIn("1 \u0007x", {}, "a.txt")).toEqual(["1 1 [␇x]"]);
  });

  test("none where there are no lines, or no file any more", async () => {
    expect(await excerptIn(new Uint8Array(7), {}, "a.f64")).toEqual([]);
    const gone = {
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }),
    } as unknown as File;
    const place = { line: 1, column: 1, offset: 0 };
    const error = new TotalError("BAD_NUMBER", { place, expected: "a number", got: '"x"' });
    expect((await faultOf(new FileFault(gone, error))).excerpt).toEqual([]);
  });
});

test.each([
  "Failed to fetch dynamically imported module: http://localhost/assets/decoder.js",
  "error loading dynamically imported module: http://localhost/assets/decoder.js",
  "Importing a module script failed.",
])("a part of the page that cannot be loaded is told: %s", async (message) => {
  expect((await faultOf(new TypeError(message))).expected).toBe(
    "the part of this page that reads such files",
  );
});

test("an error that is no fault of the file has its message; a browser's is that it cannot be read", async () => {
  expect(await faultOf(new RangeError("too much"))).toMatchObject({ code: undefined, got: "too much" });
  const changed = new DOMException("gone", "NotReadableError");
  expect(await faultOf(new FileFault(new File([], "a.csv"), changed))).toMatchObject({
    code: "SOURCE_UNAVAILABLE",
    place: { source: "a.csv" },
  });
});

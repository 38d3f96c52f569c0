import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import type { Printing, Reading } from "../protocol.js";
import { countsOf, MOST_GROUPS, resultOf, tableOf } from "./printed.js";
import { totalsOfFiles } from "./totals.js";

const PRINTING: Printing = { places: undefined, order: "seen" };
const { signal } = new AbortController();

const totals = (files: Record<string, string | Uint8Array<ArrayBuffer>>, reading: Reading = {}) =>
  totalsOfFiles(
    Object.entries(files).map(([name, content]) => new File([content], name)),
    reading,
    { signal },
  );

test("several files have a total each, and one together", async () => {
  const all = await totals({ "a.txt": "0.1 0.2", "b.csv": "x,y\n,1\n2,2", "c.json": "[3]" }, { column: "x" });
  expect(resultOf(all, PRINTING)).toEqual({
    total: { digits: "5.3", exact: undefined },
    files: [
      { name: "a.txt", count: 2, empty: 0, skipped: 0, printed: { digits: "0.3", exact: undefined } },
      { name: "b.csv", count: 1, empty: 1, skipped: 0, printed: { digits: "2", exact: undefined } },
      { name: "c.json", count: 1, empty: 0, skipped: 0, printed: { digits: "3", exact: undefined } },
    ],
    groups: undefined,
    groupCount: 0,
  });
  expect(countsOf(all)).toEqual({ count: 4, empty: 1, skipped: 0 });
});

test("a column is the same in files that have it elsewhere", async () => {
  const all = await totals(
    { "a.csv": "id,amount\n100,1", "b.csv": "amount,id\n2,100" },
    { column: "amount" },
  );
  expect(all.total.toString()).toBe("3");
});

test("amounts in files of two currencies are a fault", async () => {
  await expect(totals({ a: "$1", b: "€1" }, { format: "text", money: true })).rejects.toMatchObject({
    cause: { code: "BAD_FORMAT" },
  });
});

test("what only the first bytes show to be JSON may be several documents", async () => {
  expect((await totals({ "": '{"a":1} {"a":0.5}\n{"a":2}' }, { field: "a" })).total.toString()).toBe("3.5");
  await expect(totals({ "a.json": "[1] [2]" })).rejects.toMatchObject({ cause: { code: "BAD_FORMAT" } });
});

test("so may a file that is called JSON, where the user says it, and no other file is read otherwise for that", async () => {
  const documents = '{"a":1}\n{\n"a":2}';
  const files = { "a.json": documents, "a.json.gz": gzipSync(documents), "b.txt": "4" };
  const all = await totals(files, { field: "a", isSequence: true });
  expect(all.files.map(({ total }) => String(total))).toEqual(["3", "3", "4"]);
});

test("nothing at all is 0", async () => {
  expect((await totals({ "": "" })).total.toString()).toBe("0");
});

test("binary numbers have the nearest one, and all digits", async () => {
  const all = await totals({ "a.f64": new Uint8Array(new Float64Array([0.1]).buffer) });
  expect(resultOf(all, PRINTING).total).toEqual({
    digits: "0.1",
    exact: "0.1000000000000000055511151231257827021181583404541015625",
  });
  expect(resultOf(all, { ...PRINTING, places: 2 }).total).toEqual({ digits: "0.10", exact: undefined });
  const notFinite = await totals({ "a.f64": new Uint8Array(new Float64Array([1 / 0]).buffer) });
  expect(resultOf(notFinite, PRINTING).total.digits).toBe("Infinity");
});

describe("by key", () => {
  const SALES = { "a.csv": "k,v\nb,1\na,0.5", "b.csv": 'k,v\nb,2\n"x, ""y""",10' };
  const reading: Reading = { column: "v", by: "k" };

  test("the groups of several files are one", async () => {
    const { groups, groupCount, total } = resultOf(await totals(SALES, reading), PRINTING);
    expect(groups?.map(({ key, digits, count }) => [key, digits, count])).toEqual([
      ["b", "3", 2],
      ["a", "0.5", 1],
      ['x, "y"', "10", 1],
    ]);
    expect([groupCount, total.digits]).toEqual([3, "13.5"]);
  });

  test.each([
    ["seen", ["b", "a", 'x, "y"']],
    ["key", ["a", "b", 'x, "y"']],
    ["total", ['x, "y"', "b", "a"]],
  ] as const)("in order: %s", async (order, keys) => {
    const { groups } = resultOf(await totals(SALES, reading), { ...PRINTING, order });
    expect(groups?.map(({ key }) => key)).toEqual(keys);
  });

  test("the table has all of them, the page the first ones", async () => {
    const rows = Array.from({ length: MOST_GROUPS + 1 }, (_, i) => `${i},1`);
    const all = await totals({ "a.csv": `k,v\n${rows.join("\n")}` }, reading);
    expect(resultOf(all, PRINTING).groups).toHaveLength(MOST_GROUPS);
    expect((await tableOf(all, PRINTING).text()).split("\n")).toHaveLength(MOST_GROUPS + 3);
    expect(await tableOf(await totals(SALES, reading), { ...PRINTING, places: 1 }).text()).toBe(
      'key,total,count\nb,3.0,2\na,0.5,1\n"x, ""y""",10.0,1\n',
    );
  });

  test("of JSON, by a path", async () => {
    const json = '{"k":"b","v":1}\n{"k":null,"v":"0.5"}\n{"k":"b","v":2}\n';
    const { groups } = resultOf(await totals({ "a.ndjson": json }, { field: "v", by: "k" }), PRINTING);
    expect(groups?.map(({ key, digits }) => [key, digits])).toEqual([
      ["b", "3"],
      ["", "0.5"],
    ]);
  });

  test("of Parquet, by a column", async () => {
    const file = parquetWriteBuffer({
      columnData: [
        { name: "k", data: ["b", "a", "b"], type: "STRING" },
        { name: "v", data: [1.5, 2, 1], type: "DOUBLE" },
      ],
    });
    const { groups } = resultOf(await totals({ "a.parquet": new Uint8Array(file) }, reading), PRINTING);
    expect(groups?.map(({ key, digits }) => [key, digits])).toEqual([
      ["b", "2.5"],
      ["a", "2"],
    ]);
  });

  test("a file that has no keys is a fault", async () => {
    await expect(totals({ "a.csv": "k,v\na,1", "b.txt": "1" }, reading)).rejects.toMatchObject({
      cause: { code: "NO_COLUMN", place: { source: "b.txt" } },
    });
  });
});

test("a fault names its file; one that is aborted rejects with the reason", async () => {
  await expect(totals({ "a.txt": "1", "b.txt": "x" })).rejects.toMatchObject({
    file: { name: "b.txt" },
    cause: { code: "BAD_NUMBER", place: { source: "b.txt", line: 1, column: 1 } },
  });
  const aborted = AbortSignal.abort(new Error("enough"));
  await expect(totalsOfFiles([new File(["1"], "a")], {}, { signal: aborted })).rejects.toThrow("enough");
});

test.each(["text", "csv", "json", "f64", "gzip"])(
  "a file that ends too early is a fault, in %s too",
  async (format) => {
    const contents: Record<string, Uint8Array<ArrayBuffer>> = {
      text: new Uint8Array(Buffer.from("1 2")),
      csv: new Uint8Array(Buffer.from("a\n1\n")),
      json: new Uint8Array(Buffer.from("[1]")),
      f64: new Uint8Array(8),
      gzip: new Uint8Array(Buffer.concat([gzipSync("1 2"), gzipSync("3"), Buffer.alloc(100_000)])),
    };
    const file = new File([contents[format]!], format === "gzip" ? "a.txt.gz" : `a.${format}`);
    expect((await totalsOfFiles([file], {}, { signal })).files).toHaveLength(1);
    Object.defineProperty(file, "size", { value: file.size + 1 });
    const changed = totalsOfFiles([file], {}, { signal });
    await expect(changed).rejects.toMatchObject({ cause: { code: "SOURCE_CHANGED" } });
  },
);

test.each(["", "1\n2\n"])(
  "a file that is named .gz and is no gzip data, but %j, is a fault",
  async (content) => {
    await expect(totals({ "a.txt.gz": content })).rejects.toMatchObject({
      cause: { code: "BAD_FORMAT", place: { source: "a.txt.gz" } },
    });
  },
);

test("progress has the numbers, the stored bytes and the total so far of all files", async () => {
  const files = [new File(["1 2"], "a"), new File(["3"], "b")];
  const seen: unknown[] = [];
  await totalsOfFiles(
    files,
    {},
    {
      signal,
      onProgress: ({ count, stored, soFar }) => seen.push([count, stored, soFar?.().toString()]),
    },
  );
  expect(seen.at(-1)).toEqual([3, 4, "6"]);
});

import { readFile, readdir, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { TotalError, httpNumbers, streamNumbers, totalOf } from "../../index.js";
import { fileNumbers } from "../../node/index.js";
import { parquet } from "../../parquet.js";
import { faultOf, ofBytes, outcome, written } from "../../testing/parquet-outcome.js";
import { cut } from "../../testing/pieces.js";
import { answerHead, ok, rawServer } from "../../testing/raw-server.js";
import { hasZstd, zstd } from "../../testing/zstd.js";
import { temporaryFolder } from "../../testing/temporary-folder.js";

const folder = temporaryFolder();

async function file(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

const numbers = (...data: readonly number[]) => ({ element: { type: "DOUBLE" } as const, data });

describe("the column", () => {
  const three = written({ "2": numbers(5, 6), id: numbers(1, 2), "unit price": numbers(3, 4) });

  test("is named, or counted from 1 where no column has that name", async () => {
    const totals: [string | number, string][] = [
      ["id", "3"],
      [" unit price ", "7"],
      ["2", "11"],
      [2, "3"],
      ["3", "7"],
    ];
    for (const [column, total] of totals) {
      expect([column, (await outcome(ofBytes(three, { column }))).total]).toEqual([column, total]);
    }
  });

  test.each([
    [undefined, 'one of the columns 2, id, "unit price"', "none"],
    ["idd", 'one of the columns 2, id, "unit price" (did you mean id?)', '"idd"'],
    ["nothing like it", 'one of the columns 2, id, "unit price"', '"nothing like it"'],
    ["4", 'one of the columns 2, id, "unit price", or a position from 1 to 3', '"4"'],
    [9, 'one of the columns 2, id, "unit price", or a position from 1 to 3', '"9"'],
  ])("%j is NO_COLUMN, in words", async (column, expected, got) => {
    expect(await faultOf(ofBytes(three, { column }))).toMatchObject({ code: "NO_COLUMN", expected, got });
  });

  test("that stands twice is NO_COLUMN, with its positions", async () => {
    const schema = ["x", "y", "x"].map((name) => ({ name, type: "DOUBLE" as const }));
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        schema: [{ name: "root", num_children: 3 }, ...schema],
        columnData: schema.map(({ name }) => ({ name, data: [1] })),
      }),
    );
    const fault = await faultOf(ofBytes(bytes, { column: "x" }));
    expect(fault).toMatchObject({
      code: "NO_COLUMN",
      expected: "one of the positions 1, 3, all of that name",
    });
    expect((await outcome(ofBytes(bytes, { column: "y" }))).total).toBe("1");
  });

  test("lists are cut at 20", async () => {
    const many = Object.fromEntries(Array.from({ length: 23 }, (_, i) => [`c${i}`, numbers(i)]));
    const fault = await faultOf(ofBytes(written(many)));
    expect(fault.expected).toMatch(/^one of the columns c0, c1, .*c19 and 3 more$/);
  });

  test("need not be said where there is one", async () => {
    expect((await outcome(ofBytes(written({ x: numbers(1, 2) })))).total).toBe("3");
  });

  test("of no rows totals 0", async () => {
    expect(await outcome(ofBytes(written({ x: numbers() })))).toMatchObject({ total: "0", count: 0 });
  });

  test("may be within structs and lists: its path has dots", async () => {
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        schema: [
          { name: "root", num_children: 2 },
          { name: "payment", repetition_type: "OPTIONAL", num_children: 1 },
          { name: "amount", type: "DOUBLE", repetition_type: "OPTIONAL" },
          { name: "prices", repetition_type: "OPTIONAL", num_children: 1, converted_type: "LIST" },
          { name: "list", repetition_type: "REPEATED", num_children: 1 },
          { name: "element", type: "INT32", repetition_type: "OPTIONAL" },
        ],
        columnData: [
          { name: "payment", data: [{ amount: 1.5 }, null, { amount: null }, { amount: 2 }] },
          { name: "prices", data: [[1, 2], [], null, [3, null]] },
        ],
      }),
    );
    expect(await outcome(ofBytes(bytes, { column: "payment.amount" }))).toMatchObject({
      total: "3.5",
      count: 2,
      empty: 2,
    });
    expect(await outcome(ofBytes(bytes, { column: "prices.list.element" }))).toMatchObject({
      total: "6",
      count: 3,
      empty: 3,
    });
    expect((await faultOf(ofBytes(bytes, { column: "payment" }))).code).toBe("NO_COLUMN");
  });

  test("a position that is none is a RangeError, from where the source is made", () => {
    expect(() => ofBytes(three, { column: 0 })).toThrow(RangeError);
  });
});

describe("wherever it comes from", () => {
  const data = Array.from({ length: 5000 }, (_, i) => BigInt(i) * 7919n);
  const bytes = written({ x: { element: { type: "INT64" }, data }, y: { element: { type: "INT64" }, data } });
  const total = String(data.reduce((a, b) => a + b));

  test("a file, by extension, by its first bytes, by what the caller says", async () => {
    for (const [name, options] of [
      ["a.parquet", {}],
      ["a.PARQUET", {}],
      ["a", {}],
      ["a.bin", { format: "parquet" }],
    ] as const) {
      const api = fileNumbers(await file(name, bytes), { column: "x", ...options });
      expect([name, (await outcome(api)).total]).toEqual([name, total]);
    }
  });

  test("a file again and again", async () => {
    const api = fileNumbers(await file("b.parquet", bytes), { column: "y" });
    for (let i = 0; i < 3; i += 1) expect((await outcome(api)).total).toBe(total);
  });

  test("a stream, wherever it is cut, kept in memory", async () => {
    for (const size of [7, 1000, bytes.length]) {
      expect((await outcome(streamNumbers(cut(bytes, size), { parquet, column: "x" }))).total).toBe(total);
    }
  });

  test("compressed as a whole", async () => {
    expect(
      (await outcome(fileNumbers(await file("c.parquet.gz", gzipSync(bytes)), { column: "x" }))).total,
    ).toBe(total);
    expect((await outcome(streamNumbers([gzipSync(bytes)], { parquet, column: "x" }))).total).toBe(total);
  });

  test.skipIf(!hasZstd)("compressed as a whole with zstd (skipped where this Node has none)", async () => {
    expect(
      (await outcome(fileNumbers(await file("d.parquet.zst", zstd(bytes)), { column: "x" }))).total,
    ).toBe(total);
  });

  test("an address, with framing and without", async () => {
    const headers = { "content-type": "application/vnd.apache.parquet" };
    const server = await rawServer((socket, { path }) =>
      path === "/unframed"
        ? socket.end(Buffer.concat([Buffer.from(answerHead("200 OK", headers)), bytes]))
        : socket.end(
            ok(bytes, path === "/x.parquet" ? { "content-type": "application/octet-stream" } : headers),
          ),
    );
    for (const path of ["/", "/x.parquet", "/unframed"]) {
      expect((await outcome(httpNumbers(server.origin + path, { parquet, column: "x" }))).total).toBe(total);
    }
  });

  test("what is read is counted: all of the file, as it is stored", async () => {
    let stored = 0;
    const onStored = (more: number) => (stored += more);
    await outcome(fileNumbers(await file("e.parquet", bytes), { column: "x", onStored }));
    expect(stored).toBe(bytes.length);
    await outcome(streamNumbers(cut(bytes, 999), { parquet, column: "x", onStored }));
    expect(stored).toBe(2 * bytes.length);
  });

  test("an abort ends it", async () => {
    const controller = new AbortController();
    const api = fileNumbers(await file("f.parquet", bytes), { column: "x" });
    const onProgress = () => controller.abort(new Error("enough"));
    await expect(totalOf(api, { signal: controller.signal, onProgress })).rejects.toThrow("enough");
  });

  test.skipIf(process.platform !== "linux")("no file is left open", async () => {
    const path = await file("g.parquet", bytes);
    await outcome(fileNumbers(path, { column: "x" }));
    await faultOf(fileNumbers(path, { column: "z" }));
    const { signal } = new AbortController();
    for await (const _ of fileNumbers(path, { column: "x" }).numbers({ signal })) break;
    await expect.poll(openFiles).not.toContain(path);
  });
});

async function openFiles(): Promise<string[]> {
  const descriptors = await readdir("/proc/self/fd");
  return Promise.all(descriptors.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")));
}

function codeOf(error: unknown): string {
  if (error instanceof TotalError) return error.code;
  throw error;
}

const CODES = ["BAD_FORMAT", "UNSUPPORTED", "NO_COLUMN", "BAD_NUMBER", "EXPONENT_RANGE"];

describe("files of other writers, of 300 rows, nulls among them", () => {
  // Made by pyarrow 25 and DuckDB 1.5. Every seventh row from the fourth on is null, but for id.
  const sums = { amount: "-8828.32", few: "51499999999999999999.743", id: "44850", half: "1210" };
  test.each([
    ["arrow.parquet", ["amount", "few", "id", "half"]],
    ["arrow-crc.parquet", ["amount", "id"]],
    ["duckdb.parquet", ["amount", "few", "id"]],
    ["duckdb-lz4.parquet", ["amount", "few", "id"]],
  ] as const)("%s", async (name, columns) => {
    const path = fileURLToPath(new URL(`../../testing/parquet/${name}`, import.meta.url));
    for (const column of columns) {
      const empty = column === "id" ? 0 : 43;
      const expected = { total: sums[column], count: 300 - empty, empty };
      expect([column, await outcome(fileNumbers(path, { column }))]).toMatchObject([column, expected]);
    }
  });

  // Made by parquet-wasm 0.8, which is Rust's, in pages of version 2 in Hadoop's framing of LZ4. Every seventh row from the fourth on is null.
  test("rust-lz4.parquet, of integers of 8 and of 16 bits", async () => {
    const path = fileURLToPath(new URL("../../testing/parquet/rust-lz4.parquet", import.meta.url));
    const rows = Array.from({ length: 300 }, (_, i) => i).filter((i) => i % 7 !== 3);
    const values: Record<string, (i: number) => number> = {
      int8: (i) => (i % 256) - 128,
      uint8: (i) => (i * 7) % 256,
      int16: (i) => i * 200 - 32_768,
      uint16: (i) => i * 200,
    };
    for (const [column, valueOf] of Object.entries(values)) {
      const total = String(rows.map(valueOf).reduce((a, b) => a + b));
      expect([column, await outcome(fileNumbers(path, { column }))]).toMatchObject([
        column,
        { total, count: 257, empty: 43 },
      ]);
    }
  });

  test("a bit in a page's levels by which all of its numbers would be nulls is an error", async () => {
    const bytes = await readFile(new URL("../../testing/parquet/duckdb.parquet", import.meta.url));
    bytes[253] = bytes[253]! ^ 2;
    expect((await faultOf(ofBytes(bytes, { column: "amount" }))).code).toBe("BAD_FORMAT");
  });

  test("with checksums, any other byte in a page is an error or gives the same total; elsewhere it is never a crash", async () => {
    const bytes = await readFile(new URL("../../testing/parquet/arrow-crc.parquet", import.meta.url));
    const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ (1 << (at % 8));
      const result = await outcome(ofBytes(changed, { column: "amount" })).catch(codeOf);
      const good = at < footer ? { total: sums.amount, count: 257 } : { count: 257 };
      expect([...CODES, expect.objectContaining(good)]).toContainEqual(result);
    }
  });

  test("cut at every place, it is BAD_FORMAT and never a smaller total", async () => {
    const bytes = await readFile(new URL("../../testing/parquet/duckdb.parquet", import.meta.url));
    for (let length = 0; length < bytes.length; length += length < bytes.length - 50 ? 7 : 1) {
      const fault = await faultOf(ofBytes(bytes.subarray(0, length), { column: "amount" }));
      expect([length, fault.code]).toEqual([length, "BAD_FORMAT"]);
    }
  });
});

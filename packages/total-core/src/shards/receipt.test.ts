import { createHash } from "node:crypto";
import { appendFileSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, test } from "vitest";
import { TotalError } from "../contract/errors.js";
import { rangeServer } from "../testing/range-server.js";
import { hasZstd, zstd } from "../testing/zstd.js";
import type { Part } from "./part.js";
import { lineOf } from "./part-line.js";
import { receiptFrom, receiptOf, type ReceiptReading } from "./receipt.js";
import { temporaryFolder } from "../testing/temporary-folder.js";

const folder = temporaryFolder();

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const bytesOf = (text: string) => new TextEncoder().encode(text);
const partOf = (line: string) => JSON.parse(line) as Part;

async function receipt(path: string, reading: Partial<ReceiptReading> = {}) {
  const part = receiptFrom(bytesOf(await receiptOf([path], { options: {}, ...reading })), "receipt");
  return { ...part.pieces[0]!, total: part.totals[0]!.total };
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return "none";
  } catch (error) {
    if (error instanceof TotalError) return error.code;
    throw error;
  }
}

/** More than a file that is read at once has. */
const NUMBERS = 30_000;
const numbers = Array.from({ length: NUMBERS }, (_, i) => i);
const TOTAL = String((NUMBERS * (NUMBERS - 1)) / 2);
const lines = numbers.join("\n");

const table = new Uint8Array(
  parquetWriteBuffer({ columnData: [{ name: "n", data: numbers, type: "INT32" }], rowGroupSize: 7000 }),
);

describe("the hash is of all bytes as they are stored", () => {
  test.each([
    ["a small file", "s.txt", "1 2 3"],
    ["text", "a.txt", lines],
    ["text that a gap ends", "gap.txt", `${lines}\n\n\n`],
    ["CSV", "a.csv", `n\n${lines}`],
    ["NDJSON", "a.ndjson", lines],
    ["JSON", "a.json", `[${numbers.join(",")}]\n\n`],
    ["f64", "a.f64", new Uint8Array(Float64Array.from(numbers).buffer)],
    ["gzip", "a.txt.gz", gzipSync(lines)],
    [
      "two members, and zeros behind them",
      "b.gz",
      Buffer.concat([gzipSync(lines), gzipSync(""), Buffer.alloc(99)]),
    ],
    ["gzip of Parquet", "c.parquet.gz", gzipSync(table)],
    ["Parquet, read out of its order", "t.parquet", table],
  ])("%s", async (_what, name, content) => {
    const path = file(name, content);
    const { size, total, count, sha256: hash } = await receipt(path);
    const sum = name.startsWith("s") ? ["6", 3] : [TOTAL, NUMBERS];
    expect({ size, hash, total, count }).toEqual({
      size: Buffer.byteLength(content as string),
      hash: sha256(content),
      total: sum[0],
      count: sum[1],
    });
  });

  test.skipIf(!hasZstd)("zstd", async () => {
    const content = zstd(lines);
    expect(await receipt(file("a.txt.zst", content))).toMatchObject({
      sha256: sha256(content),
      total: TOTAL,
    });
  });

  test("in threads, and the line is the same", async () => {
    const content = "12.5\n".repeat(2_000_000);
    const path = file("large.txt", content);
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => receiptOf([path], { options: {}, threads })),
    );
    expect(two).toBe(one);
    expect(partOf(one!).pieces[0]).toMatchObject({ sha256: sha256(content), count: 2_000_000 });
  });

  test("of an address, with its ETag", async () => {
    const server = await rangeServer();
    try {
      server.contents.set("/n", { bytes: bytesOf(lines), type: "text/plain", etag: '"v"' });
      const type = "application/vnd.apache.parquet";
      server.contents.set("/t.parquet", { bytes: table, type, ranges: false, chunked: true, etag: "" });
      const source = `${server.url}/n`;
      const expected = { source, size: lines.length, version: '"v"', sha256: sha256(lines), total: TOTAL };
      expect(await receipt(`${source}?key=1`)).toMatchObject(expected);
      const ofTable = { size: table.length, version: null, sha256: sha256(table), total: TOTAL };
      expect(await receipt(`${server.url}/t.parquet`)).toMatchObject(ofTable);
    } finally {
      await server.close();
    }
  });
});

describe.skipIf(process.platform !== "linux")(
  "the bytes are read once, where they are read in their order",
  () => {
    const content = `${lines}\n`.repeat(12);

    test.each([
      ["a small file", "o", lines.slice(0, 60_000)],
      ["text", "o.txt", content],
      ["gzip", "o.txt.gz", gzipSync(content, { level: 0 })],
    ])("%s", async (_what, name, bytes) => {
      const path = file(name, bytes);
      await receipt(path);
      const before = bytesRead();
      await receipt(path);
      expect(Math.round((bytesRead() - before) / bytes.length)).toBe(1);
    });
  },
);

test("where the numbers end with a fault, the hash is of all bytes still", async () => {
  const content = `x\n${lines}\n`.repeat(20);
  const [piece] = partOf(await receiptOf([file("bad.txt", content)], { options: {} })).pieces;
  expect(piece).toMatchObject({ sha256: sha256(content), fault: { place: { line: 1 } } });
});

/** proc(5): by all read calls of the process. */
function bytesRead(): number {
  return Number(/^rchar: (\d+)$/m.exec(readFileSync("/proc/self/io", "utf8"))![1]);
}

describe("a file that changes while it is read has no receipt", () => {
  test.each([
    ["in its order", "x.txt", lines, 1],
    ["in threads", "y.txt", "1\n".repeat(3_000_000), 2],
    ["out of its order", "z.parquet", table, 1],
  ] as const)("%s", async (_what, name, content, threads) => {
    for (const change of [
      (path: string) => appendFileSync(path, "1"),
      (path: string) => utimesSync(path, 1, 1),
    ]) {
      const path = file(name, content);
      const onStored = () => change(path);
      expect(await codeOf(() => receiptOf([path], { options: {}, threads, onStored }))).toBe(
        "SOURCE_CHANGED",
      );
    }
  });
});

describe("a receipt is whole", () => {
  const paths = [file("1.csv", "a,b,k\n1.5,2,x\n,4,y\n"), file("2.csv", "a,b,k\n-7,0,x\n")];
  const line = () => receiptOf(paths, { options: { column: ["a", "b"], by: "k" } });

  test("each byte that is another one, and each cut, is found", async () => {
    const bytes = bytesOf(await line());
    expect(receiptFrom(bytes, "r").totals).toMatchObject([
      { column: "a", total: "-5.5" },
      { column: "b", total: "6" },
    ]);
    for (const i of bytes.keys()) {
      const flipped = bytes.map((byte, at) => (at === i ? byte ^ (1 << (i % 8)) : byte));
      expect([i, await codeOf(() => receiptFrom(flipped, "r"))]).toEqual([i, "BAD_PARTIAL"]);
      expect([i, await codeOf(() => receiptFrom(bytes.subarray(0, i), "r"))]).toEqual([i, "BAD_PARTIAL"]);
    }
  });

  test("one that contradicts itself is none, though its checksum is right", async () => {
    const part = partOf(await line());
    const [first, second] = part.pieces as [Part["pieces"][0], Part["pieces"][0]];
    const [a, b] = part.totals!;
    const others: Partial<Part>[] = [
      { run: sha256("") },
      { of: 2 },
      { options: { column: ["a", "b"] } },
      { pieces: [first] },
      { pieces: [second, first] },
      { pieces: [first, second, { ...second, index: 2 }] },
      { pieces: [{ ...first, count: first.count! + 1 }, second] },
      { pieces: [{ ...first, size: 1 }, second] },
      { pieces: [{ ...first, sha256: undefined }, second] },
      { pieces: [{ ...first, sha256: "0" }, second] },
      { pieces: [{ ...first, columns: second.columns }, second] },
      { totals: undefined },
      { totals: [a!] },
      { totals: [{ ...a!, total: "-5.4" }, b!] },
      { totals: [{ ...a!, count: 3 }, b!] },
    ];
    expect(await codeOf(() => receiptFrom(bytesOf(lineOf(part)), "r"))).toBe("none");
    for (const [i, other] of others.entries()) {
      const lie = bytesOf(lineOf({ ...part, ...other }));
      expect([i, await codeOf(() => receiptFrom(lie, "r"))]).toEqual([i, "BAD_PARTIAL"]);
    }
  });

  test("made again, it is the same", async () => {
    expect(await line()).toBe(await line());
  });
});

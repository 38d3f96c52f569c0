/** A column of a CSV by the keys in another one, near the kernel's bounds. */
import { describe, expect, test } from "vitest";
import { NO_SINK } from "../../contract/sink.js";
import { newCsvReader } from "../../testing/readers.js";
import { bytesOf, cutIntoPieces } from "../../testing/recorder.js";
import { newCsvDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { outcome, type Outcome, type OutcomeOptions } from "../../testing/outcome.js";
import { AT_FULL_KEYS } from "../../kernel/rows.js";
import { takenBy } from "../../testing/taken.js";
import { withGroups } from "../../testing/named-groups.js";

const BY_KEY: OutcomeOptions = { column: "n", by: "k", groups: true };
const PIECES = [65_536];

const byKernel = (data: string, options: OutcomeOptions = BY_KEY): Outcome =>
  outcome(newCsvDecoder, cutIntoPieces(bytesOf(data), PIECES), options);
const inTypeScript = (data: string, options: OutcomeOptions = BY_KEY): Outcome =>
  outcome(newCsvReader, data, options);

function rows(count: number, row: (i: number) => string): string {
  return `k,n\n${Array.from({ length: count }, (_, i) => `${row(i)}\n`).join("")}`;
}

const u64 = (x: bigint): bigint => BigInt.asUintN(64, x);
const folded = (x: bigint): bigint => x ^ (x >> 33n);

/** The hash of assembly/csv/keys.ts, backwards: of 16 bytes the first 8 are chosen, and the others follow from what the hash is to be. */
function keysOfOneHash(count: number): string[] {
  const factor = 0xff51afd7ed558ccdn;
  const inverse = 0x4f74430c22a54005n;
  const mixed = (x: bigint): bigint => folded(u64(folded(x) * factor));
  const unmixed = (x: bigint): bigint => folded(u64(folded(x) * inverse));
  const keys: string[] = [];
  const bytes = new DataView(new ArrayBuffer(16));
  for (let low = 0n; keys.length < count; low++) {
    const first = BigInt(10_000_000 + keys.length);
    for (let i = 0; i < 8; i++) bytes.setUint8(i, String(first).charCodeAt(i));
    const second = unmixed((0x12345678n << 32n) | low) ^ mixed(16n ^ bytes.getBigUint64(0, true));
    bytes.setBigUint64(8, second, true);
    const key = Buffer.from(bytes.buffer).toString("latin1");
    if (/^[a-zA-Z0-9 .:;<=>?!#-]+$/.test(key)) keys.push(key);
  }
  return keys;
}

describe("CSV by keys, by the kernel", () => {
  test("the kernel runs here, and few rows of few keys come to few sums", () => {
    expect(csvKernel(Infinity, Infinity)).toBeDefined();
    let sums = 0;
    const sink = withGroups({
      decimal: () => void sums++,
      doubles() {},
      empty() {},
      skipped() {},
      group() {},
    });
    const decoder = newCsvDecoder({ sink, skipInvalid: false, column: "n", by: "k" });
    decoder.push(bytesOf(rows(5000, (i) => `${i % 7},1.5`)));
    decoder.end();
    // One of each key; the rows of the header's piece that the TypeScript decoder has had are among them.
    expect(sums).toBeLessThan(20);
  });

  test.each([0, 1, 15, 16, 17, 31, 32, 33, 48, 255, 256, 257, 300, 16_384])("a key of %d bytes", (length) => {
    const key = "k".repeat(length);
    const data = rows(1000, (i) => (i % 2 === 0 ? `${key},${i}` : `${key}${i % 10},1`));
    expect(byKernel(data)).toEqual(inTypeScript(data));
  });

  test("keys that differ in one byte, in NULs at their ends, in what stands in quotes", () => {
    const keys = [
      "a",
      "b",
      "a\0",
      "a\0\0",
      "\0",
      "",
      " a",
      "a ",
      '"a"',
      '"a""b"',
      '"a,b"',
      '"a\nb"',
      "é",
      "e\u0301",
      "A",
    ];
    const data = rows(3000, (i) => `${keys[i % keys.length]},${i}.${i % 3}`);
    expect(byKernel(data)).toEqual(inTypeScript(data));
    const long = rows(3000, (i) => `${"x".repeat(40)}${keys[i % 8]?.trim()},${i}`);
    expect(byKernel(long)).toEqual(inTypeScript(long));
  });

  test("keys whose hashes are the same", () => {
    const data = rows(1000, (i) => `${i % 3 === 0 ? "lprfttmjlp" : "zhrhupsoys"},${i}`);
    const groups = [
      ["lprfttmjlp", "166833e0", 334],
      ["zhrhupsoys", "332667e0", 666],
    ];
    expect(byKernel(data)).toMatchObject({ groups });
  });

  test("keys that somebody has made to have the same hash: 64 of them at a time", () => {
    const keys = keysOfOneHash(100);
    const data = rows(2000, (i) => `${keys[i % keys.length]},${i}`);
    expect(byKernel(data)).toEqual(inTypeScript(data));
    const kernel = csvKernel(Infinity, Infinity)!;
    const some = { fields: 2, columns: [1], keys: [0], delimiter: 0x2c, quotes: true, plainNumbers: true };
    const taken = takenBy(kernel, keys.map((key) => `${key},1\n`).join(""), (begin, end, reader) =>
      kernel.addRows(some, begin, end, reader),
    );
    expect(taken).toMatchObject({
      left: keys
        .slice(64)
        .map((key) => `${key},1\n`)
        .join(""),
      why: AT_FULL_KEYS,
    });
  });

  test("keys come in the order in which they are first seen, whoever reads their rows", () => {
    const cells = ["1", "", "1e2", "99999999999999999999", '"7"', " 8 ", "-.5"];
    const data = rows(2000, (i) => `key ${(i * i) % 701},${cells[i % cells.length]}`);
    expect(byKernel(data)).toEqual(inTypeScript(data));
  });

  test("the same where many keys are new in rows that the kernel leaves", () => {
    for (const prefix of ["", "é "]) {
      const left = (i: number): string => `"${prefix}a ""key"" ${i % 1000}",${i}`;
      const taken = (i: number): string => `${prefix}key ${(i * i) % 1009},${i}`;
      const data = `${rows(4000, (i) => (i % 37 === 5 ? left(i) : taken(i)))}the last one,1`;
      expect(byKernel(data)).toEqual(inTypeScript(data));
    }
  });

  test("the number's own column may be the key's, and the key's the last one", () => {
    for (const options of [
      { column: "n", by: "n", groups: true },
      { column: "k", by: "n", groups: true },
    ]) {
      const data = rows(1000, (i) => `${i % 5},${i % 3}\r`);
      expect(byKernel(data, options)).toEqual(inTypeScript(data, options));
    }
  });

  test("a single column has keys too", () => {
    const data = `n\n${"1\n2\n\n 2\n".repeat(500)}`;
    const options = { column: "n", by: "n", groups: true };
    expect(byKernel(data, options)).toEqual(inTypeScript(data, options));
  });

  test("a sum is exact, however great it becomes", () => {
    const data = rows(100_000, () => "k,99999999999999") + rows(100_000, () => "m,-99999999999999").slice(4);
    const sum = 99_999_999_999_999n * 100_000n;
    expect(byKernel(data)).toMatchObject({
      count: 200_000,
      groups: [
        ["k", `${sum}e0`, 100_000],
        ["m", `${-sum}e0`, 100_000],
      ],
    });
  });

  test("numbers of 14 digits, and of more, wherever their point is", () => {
    for (const digits of [
      "9".repeat(13),
      "9".repeat(14),
      "9".repeat(15),
      `${"9".repeat(12)}.99`,
      `.${"9".repeat(14)}`,
    ]) {
      const data = rows(1000, (i) => `${i % 3},${i % 2 === 0 ? "-" : ""}${digits}`);
      expect(byKernel(data)).toEqual(inTypeScript(data));
    }
  });

  test("scales that change, seldom and all the time", () => {
    const numbers = ["1", "1.5", "1.25", "123456789012", ".0000000001", "7.", "-0.125"];
    const seldom = rows(7000, (i) => `${i % 4},${numbers[Math.floor(i / 1000)]}`);
    const always = rows(7000, (i) => `${i % 4},${numbers[i % numbers.length]}`);
    for (const data of [seldom, always]) expect(byKernel(data)).toEqual(inTypeScript(data));
  });

  test("a key that is not UTF-8 is a fault at its place, after those before it", () => {
    const before = rows(2000, (i) => `${i},1`);
    const bad = Buffer.concat([bytesOf(`${before}`), Buffer.of(0xff), bytesOf(",1\nx,y\n")]);
    for (const newDecoder of [newCsvReader, newCsvDecoder]) {
      expect(outcome(newDecoder, bad, BY_KEY)).toEqual({
        error: expect.stringContaining("BAD_FORMAT 2002:1") as string,
      });
      const earlier = Buffer.concat([bytesOf(`${before}x,y\n`), Buffer.of(0xff), bytesOf(",1\n")]);
      expect(outcome(newDecoder, earlier, BY_KEY)).toEqual({
        error: expect.stringContaining("BAD_NUMBER 2002:3") as string,
      });
    }
  });

  test("two tables that are read by turns keep their sums apart, also from one that failed", () => {
    const tables = [rows(9000, (i) => `${i % 5},1`), rows(9000, (i) => `${i % 3},2`)];
    const sinks = tables.map(() => new Map<string, bigint>());
    const decoders = sinks.map((sums) => {
      let key = "";
      const sink = withGroups({
        decimal: (coefficient) => void sums.set(key, (sums.get(key) ?? 0n) + BigInt(coefficient)),
        doubles() {},
        empty() {},
        skipped() {},
        group: (name) => void (key = name),
      });
      return newCsvDecoder({ sink, skipInvalid: false, column: "n", by: "k" });
    });
    const pieces = tables.map((table) => cutIntoPieces(bytesOf(table), [5000]));
    for (let i = 0; i < pieces[0]!.length; i++) {
      decoders.forEach((decoder, which) => {
        const piece = pieces[which]![i];
        if (piece !== undefined) decoder.push(piece);
      });
      expect(byKernel(rows(500, () => "0,7"))).toMatchObject({ groups: [["0", "3500e0", 500]] });
      expect(byKernel(rows(500, (row) => (row === 400 ? "0,x" : "0,7")))).toHaveProperty("error");
    }
    for (const decoder of decoders) decoder.end();
    expect([...sinks[0]!.values()]).toEqual([1800n, 1800n, 1800n, 1800n, 1800n]);
    expect([...sinks[1]!.values()]).toEqual([6000n, 6000n, 6000n]);
  });
});

test("a sink that takes keys one by one gets them all, from the reader", () => {
  expect(csvKernel(Infinity, Infinity)).toBeDefined();
  const groups: string[] = [];
  const sink = { ...NO_SINK, group: (key: string) => void groups.push(key) };
  const decoder = newCsvDecoder({ sink, skipInvalid: false, column: "n", by: "k" }, "csv");
  decoder.push(bytesOf(rows(1000, (i) => `${i % 3},1`)));
  decoder.end();
  expect(groups).toHaveLength(1000);
});

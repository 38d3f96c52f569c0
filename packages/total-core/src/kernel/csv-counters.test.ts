/** The counters of the kernel for CSV, at their bounds: what they count takes gigabytes to come there, or happens to no file. */
import { beforeEach, describe, expect, test } from "vitest";
import { bytesOf } from "../testing/recorder.js";
import { KeyedReading } from "../testing/keyed-reading.js";
import { workbench } from "./counters.cases.js";
import { CsvKernel, type ColumnRows, type CsvExports } from "./csv.js";
import {
  COUNT,
  KEY_ADDRESS,
  LONG_KEYS,
  LONG_KEYS_BYTES,
  MOST_KEY_BYTES,
  MOST_KEYS,
  PICKED,
  RECORD_BYTES,
  RECORDS,
  REPORT,
  TOUCHED,
} from "./csv.generated.js";
import { wasm } from "./csv-workbench.generated.js";
import { CALL_BYTES, REPORT_WORDS, WHY } from "./memory.generated.js";
import { kernelMemory } from "./memory.js";
import { AT_END, AT_FULL_KEYS } from "./rows.js";

/** The functions of assembly/workbench/csv.ts. */
interface Workbench extends CsvExports {
  setKeptNumbers(numbers: number): void;
  setChangesLeft(changes: number): void;
  setKeyCount(count: number): void;
  setLongKeyBytes(bytes: number): void;
}

const memory = kernelMemory()!;
const exports = workbench<Workbench>(wasm);
const kernel = new CsvKernel(exports, memory);

const RECORD_WORDS = RECORD_BYTES / 4;
const COUNT_WORD = COUNT / 4;

const MOST_NUMBERS = 2 ** 32 - 1;
const FULL_SUM = 2n ** 62n;

const DELIMITER = 0x2c;

/** Rows of a key and a number. */
const ROWS: ColumnRows = {
  fields: 2,
  columns: [1],
  keys: [0],
  delimiter: DELIMITER,
  quotes: true,
  plainNumbers: true,
};

describe("a key's numbers", () => {
  test.each([0, 1, 2, 5000, 47_999, 48_000, 48_001])(
    "are handed over once, where %d more fit than are counted",
    (room) => {
      const reading = new KeyedReading(kernel, ROWS);
      reading.add("k,1\nm,2\n");
      const records = new Uint32Array(memory.bytes.buffer, RECORDS);
      const counted = MOST_NUMBERS - room;
      records[COUNT_WORD] = counted;
      records[RECORD_WORDS + COUNT_WORD] = counted;
      reading.add("k,1\n", 48_000);
      reading.add("m,2\n", 48_000);
      reading.end();
      expect([...reading.groups]).toEqual([
        ["k", { sum: 48_001_000_000n, count: counted + 48_000 }],
        ["m", { sum: 96_002_000_000n, count: counted + 48_000 }],
      ]);
    },
  );

  test.each([1n, -1n])("have a sum that is taken before it overflows (sign %d)", (sign) => {
    for (const below of [0n, 1n, 10n ** 14n, 10n ** 16n]) {
      const reading = new KeyedReading(kernel, ROWS);
      reading.add("k,1\n");
      const begun = sign * (FULL_SUM - below);
      new BigInt64Array(memory.bytes.buffer, RECORDS)[0] = begun;
      reading.add(sign > 0 ? "k,99999999999999\n" : "k,-99999999999999\n", 100_000);
      reading.end();
      expect(reading.groups.get("k")!.sum).toBe((begun + sign * 99_999_999_999_999n * 100_000n) * 1_000_000n);
    }
  });
});

test.each([2 ** 31, 2 ** 32, 5 * 2 ** 32])("%d numbers are held back, and then none", (bound) => {
  const reading = new KeyedReading(kernel, ROWS);
  reading.add("k,1\nm,2\n");
  exports.setKeptNumbers(bound - 10);
  reading.add("k,1\n", 20);
  expect(reading.held).toBe(bound + 10);
  reading.add("k,0.5\n");
  expect(reading.mostHeld).toBe(bound + 10);
  reading.end();
  expect(reading.held).toBe(0);
});

test.each([0, 1, 2])("after %d more changes of their scale numbers that do not fit are left", (changes) => {
  const reading = new KeyedReading(kernel, ROWS);
  const numbers = ["1", "0.1", "0.01", "0.001", "0.0001"];
  reading.add("k,1\n");
  exports.setChangesLeft(changes);
  for (const number of numbers) reading.add(`k,${number}\n`);
  reading.end();
  expect(reading.groups.get("k")).toEqual({ sum: 2_111_100n, count: 6 });
  expect(reading.slow[0]).toHaveLength(4 - changes);
});

/** Rows of two fields. */
function setRows(columns: readonly number[], keys: readonly number[]): void {
  new Uint32Array(memory.bytes.buffer, PICKED).set([...columns, ...keys]);
  exports.setRows(2, columns.length, keys.length, DELIMITER, true, true);
}

/** @returns how many rows were taken, and why no more */
function takenOf(rows: readonly string[]): { readonly rows: number; readonly why: number } {
  const bytes = bytesOf(rows.join(""));
  const begin = memory.place(bytes);
  const length = exports.addRows(begin, begin + bytes.length) - begin;
  const why = new Uint32Array(memory.bytes.buffer, REPORT, REPORT_WORDS)[WHY]!;
  return { rows: bytesOf(rows.join("").slice(0, length)).filter((byte) => byte === 0x0a).length, why };
}

describe("keys", () => {
  beforeEach(() => {
    exports.clearGroups();
    setRows([1], [0]);
  });

  test("are as many as there is room for, and each has a sum of its own", () => {
    exports.setKeyCount(MOST_KEYS - 3);
    const rows = ["a,1\n", "b,2\n", "a,4\n", "c,8\n", "d,16\n", "a,32\n"];
    expect(takenOf(rows)).toEqual({ rows: 4, why: AT_FULL_KEYS });
    expect(exports.keys()).toBe(MOST_KEYS);
    const touched = [...new Uint32Array(memory.bytes.buffer, TOUCHED, exports.touchedKeys())];
    expect(touched).toEqual([MOST_KEYS - 3, MOST_KEYS - 2, MOST_KEYS - 1]);
    const sums = new BigInt64Array(memory.bytes.buffer, RECORDS);
    expect(touched.map((index) => sums[(RECORD_WORDS / 2) * index])).toEqual([5n, 2n, 8n]);
    exports.clearGroups();
    exports.clearKeys(MOST_KEYS);
    expect(takenOf(rows.slice(4))).toEqual({ rows: 2, why: AT_END });
    expect(exports.keys()).toBe(2);
  });

  test("may be fewer, until other rows begin", () => {
    const rows = ["a,1\n", "b,2\n", "a,4\n", "c,8\n", "d,16\n"];
    exports.clearKeys(2);
    expect(takenOf(rows)).toEqual({ rows: 3, why: AT_FULL_KEYS });
    exports.clearGroups();
    exports.clearKeys(2 ** 32 - 1);
    expect(takenOf(rows)).toEqual({ rows: 5, why: AT_END });
    exports.clearGroups();
    exports.clearKeys(1);
    setRows([1], [0]);
    expect(takenOf(rows)).toEqual({ rows: 5, why: AT_END });
  });

  test.each([
    ["a,1\nb,1\n", 1],
    ["é,1\n", 0],
    [`${"a".repeat(64)},1\n`, 1],
    [`${"a".repeat(63)}\xff,1\n`, 0],
  ])("of %j: whether they are ASCII is told, of all since they were cleared", (row, areAscii) => {
    expect(takenOf(["z,1\n", row, "a,1\n"])).toMatchObject({ why: AT_END });
    expect(exports.areAscii()).toBe(areAscii);
    exports.clearGroups();
    exports.clearKeys(MOST_KEYS);
    expect(exports.areAscii()).toBe(1);
  });

  test.each([
    [3 * MOST_KEY_BYTES, 3],
    [3 * MOST_KEY_BYTES - 16, 2],
    [MOST_KEY_BYTES, 1],
    [MOST_KEY_BYTES - 1, 0],
  ])("that are long have %d bytes left: %d of 256", (left, count) => {
    exports.setLongKeyBytes(LONG_KEYS_BYTES - left);
    const longKeys = Array.from({ length: 5 }, (_, i) => `${i}`.repeat(MOST_KEY_BYTES));
    const behind = new Uint8Array(memory.bytes.buffer, LONG_KEYS + LONG_KEYS_BYTES, 64);
    const before = behind.slice();
    expect(takenOf(longKeys.map((key) => `${key},1\n`))).toEqual({ rows: count, why: AT_FULL_KEYS });
    expect(behind).toEqual(before);
    const records = new Uint32Array(memory.bytes.buffer, RECORDS);
    for (let i = 0; i < count; i++) {
      const start = records[(RECORD_BYTES * i + KEY_ADDRESS) / 4]!;
      expect(new TextDecoder().decode(memory.bytes.subarray(start, start + MOST_KEY_BYTES))).toBe(
        longKeys[i],
      );
    }
    expect(takenOf(["short,1\n", "another,2\n"])).toEqual({ rows: 2, why: AT_END });
  });
});

test("every byte of a call may be a separator", () => {
  setRows([1], []);
  const bytes = bytesOf(",\n".repeat(CALL_BYTES / 2));
  const begin = memory.place(bytes);
  expect(exports.addRows(begin, begin + bytes.length)).toBe(begin + bytes.length);
  const report = [...new Uint32Array(memory.bytes.buffer, REPORT, REPORT_WORDS)];
  expect(report).toEqual([0, bytes.length / 2, bytes.length / 2, 0, AT_END]);
});

/** Several columns in the kernel for CSV: which rows it takes, and its counters at their bounds. */
import { afterEach, describe, expect, test } from "vitest";
import { KeyedReading } from "../testing/keyed-reading.js";
import { bytesOf } from "../testing/recorder.js";
import { takenBy } from "../testing/taken.js";
import { workbench } from "./counters.cases.js";
import { CsvKernel, MOST_COLUMNS, type ColumnRows, type CsvExports } from "./csv.js";
import {
  COUNT,
  FURTHER_BYTES,
  LONG_KEYS,
  MOST_KEYS,
  RECORD_BYTES,
  RECORDS,
  RECORDS_BYTES,
  SUM,
} from "./csv.generated.js";
import { wasm } from "./csv-workbench.generated.js";
import { AT_FULL, MOST_SLOW_LITERALS } from "./memory.generated.js";
import { kernelMemory } from "./memory.js";
import { AT_END } from "./rows.js";

/** The functions of assembly/workbench/csv.ts. */
interface Workbench extends CsvExports {
  setChangesLeft(changes: number): void;
  setKeyCount(count: number): void;
}

const memory = kernelMemory()!;
const exports = workbench<Workbench>(wasm);
const kernel = new CsvKernel(exports, memory);
const records = new DataView(memory.bytes.buffer, RECORDS, RECORDS_BYTES);

const ROWS: ColumnRows = {
  fields: 3,
  columns: [1, 2],
  keys: [],
  delimiter: 0x2c,
  quotes: true,
  plainNumbers: true,
};
/** Rows of a key and two numbers. */
const KEYED: ColumnRows = { ...ROWS, keys: [0] };

const taken = (text: string, rows: ColumnRows) =>
  takenBy(kernel, text, (begin, end, reader) => kernel.addRows(rows, begin, end, reader));

const fieldsTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe("the kernel for CSV takes", () => {
  test("several columns, whichever fields they are", () => {
    const rows = { ...ROWS, columns: [2, 0, 2] };
    expect(taken('1,x,3\n,,\r\n"4","\n",""\n', rows)).toMatchObject({
      left: "",
      why: AT_END,
      count: 4,
      empty: 5,
      slow: [],
    });
  });

  test.each([2, 3, 5, MOST_COLUMNS])(
    "rows of %d slow literals as long as all of a row can be listed",
    (count) => {
      const rows = { ...ROWS, fields: count, columns: fieldsTo(count) };
      const fit = Math.floor(MOST_SLOW_LITERALS / count);
      const row = `${fieldsTo(count)
        .map(() => "1e1")
        .join(",")}\n`;
      for (const more of [0, 1, 5]) {
        const { left, why, slow } = taken(row.repeat(fit + more), rows);
        expect([left, why, slow.length]).toEqual([
          row.repeat(more),
          more === 0 ? AT_END : AT_FULL,
          fit * count,
        ]);
      }
    },
  );

  test("keys of several fields", () => {
    const text = 'a,b,1\n"a","b",2\n"a,\n",,3\n';
    const keys = { ...ROWS, columns: [2], keys: [1, 0] };
    expect(taken(text, keys)).toMatchObject({ left: "", why: AT_END, slow: [] });
    expect(exports.keys()).toBe(2);
    kernel.finish(keys);
  });
});

/** Where the sum of a key's second column is, among the records. */
function second(key: number): number {
  return RECORD_BYTES * exports.roomForKeys() + FURTHER_BYTES * key;
}

describe("the sums by key of a second column", () => {
  const MOST_NUMBERS = 2 ** 32 - 1;
  const FULL_SUM = 2n ** 62n;

  test.each([0, 1, 2, 5000, 24_000, 24_001])(
    "are handed over before more numbers come than are counted, where %d more fit",
    (room) => {
      const reading = new KeyedReading(kernel, KEYED);
      reading.add("k,1,2\n");
      const counted = MOST_NUMBERS - room;
      records.setUint32(second(0) + COUNT, counted, true);
      reading.add("k,1,2\n", 24_000);
      reading.end();
      expect([...reading.groups]).toEqual([
        ["k:0", { sum: 24_001_000_000n, count: 24_001 }],
        ["k:1", { sum: 48_002_000_000n, count: counted + 24_000 }],
      ]);
    },
  );

  test.each([1n, -1n])("are handed over before they overflow (sign %d)", (sign) => {
    for (const below of [0n, 1n, 10n ** 14n, 10n ** 16n]) {
      const reading = new KeyedReading(kernel, KEYED);
      reading.add("k,1,1\n");
      const begun = sign * (FULL_SUM - below);
      records.setBigInt64(second(0) + SUM, begun, true);
      reading.add(sign > 0 ? "k,1,99999999999999\n" : "k,1,-99999999999999\n", 100_000);
      reading.end();
      expect([...reading.groups]).toEqual([
        ["k:0", { sum: 100_001_000_000n, count: 100_001 }],
        ["k:1", { sum: (begun + sign * 99_999_999_999_999n * 100_000n) * 1_000_000n, count: 100_001 }],
      ]);
    }
  });

  test.each([0, 1, 2])("have a scale of their own, which may change %d more times", (changes) => {
    const reading = new KeyedReading(kernel, KEYED);
    const numbers = ["1", "0.1", "0.01", "0.001", "0.0001"];
    reading.add("k,99999999999999,1\n");
    exports.setChangesLeft(changes);
    for (const number of numbers) reading.add(`k,99999999999999,${number}\n`);
    reading.end();
    expect(reading.groups.get("k:0")).toEqual({ sum: 6n * 99_999_999_999_999_000_000n, count: 6 });
    expect(reading.groups.get("k:1")).toEqual({ sum: 2_111_100n, count: 6 });
    expect(reading.slow).toEqual([[], numbers.slice(1 + changes)]);
  });

  test("are pending together with those of the first one", () => {
    const reading = new KeyedReading(kernel, KEYED);
    reading.add("k,1,\nk,,2\nk,,3\n");
    expect(reading.held).toBe(3);
    reading.end();
    expect([reading.held, reading.mostHeld]).toEqual([0, 3]);
  });

  test("are 0 where the memory held other things", () => {
    const before = memory.bytes.slice(RECORDS, RECORDS + RECORDS_BYTES);
    memory.bytes.fill(0xee, RECORDS, RECORDS + RECORDS_BYTES);
    const reading = new KeyedReading(kernel, KEYED);
    reading.add("k,1,\nm,,2\nk,,4\n");
    reading.end();
    expect([...reading.groups]).toEqual([
      ["k:0", { sum: 1_000_000n, count: 1 }],
      ["k:1", { sum: 4_000_000n, count: 1 }],
      ["m:1", { sum: 2_000_000n, count: 1 }],
    ]);
    memory.bytes.set(before, RECORDS);
  });
});

describe("of several columns", () => {
  afterEach(() => {
    exports.clearGroups();
    exports.clearKeys(MOST_KEYS);
  });

  test.each([1, 2, 3, MOST_COLUMNS])("%d have as many keys as there is room for", (columns) => {
    const rows = { ...KEYED, fields: columns + 1, columns: fieldsTo(columns).map((i) => i + 1) };
    taken(`a${",1".repeat(columns)}\n`, rows);
    const room = exports.roomForKeys();
    expect(room).toBe(
      columns === 1 ? MOST_KEYS : Math.floor(RECORDS_BYTES / (RECORD_BYTES + FURTHER_BYTES * (columns - 1))),
    );
    exports.setKeyCount(room - 2);
    const behind = new Uint8Array(
      memory.bytes.buffer,
      RECORDS + RECORDS_BYTES,
      LONG_KEYS - RECORDS - RECORDS_BYTES + 64,
    );
    const before = behind.slice();
    const texts = ["b", "c", "b", "d"].map((key) => `${key}${",-1".repeat(columns)}\n`);
    const begin = memory.place(bytesOf(texts.join("")));
    expect(exports.addRows(begin, begin + texts.join("").length)).toBe(
      begin + texts.slice(0, 3).join("").length,
    );
    expect(exports.keys()).toBe(room);
    expect(behind).toEqual(before);
    const last = RECORD_BYTES * room + FURTHER_BYTES * ((columns - 1) * room - 1);
    // Where there is one column, its sum is in the last record.
    const sum = columns === 1 ? RECORD_BYTES * (room - 1) : last;
    expect(records.getBigInt64(sum + SUM, true)).toBe(-1n);
  });
});

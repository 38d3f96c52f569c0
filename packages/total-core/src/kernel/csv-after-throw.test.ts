import { expect, test, vi } from "vitest";
import { startOfSource } from "../decode/position.js";
import type { NumbersSink } from "../contract/sink.js";
import { withGroups } from "../testing/named-groups.js";
import { bytesOf } from "../testing/recorder.js";
import { type ColumnRows, csvKernel, CsvKernel } from "./csv.js";
import * as layout from "./csv.generated.js";
import { lazyKernel } from "./lazy-kernel.js";
import { LeftRows } from "./left-rows.js";
import { RowsKernel, type TakenRows } from "./rows.js";

const csv: CsvKernel = csvKernel(Infinity, Infinity)!;

interface Got {
  sum: number;
  failsAt: number;
}

function newRows(): ColumnRows {
  return { fields: 2, columns: [1], keys: [0], delimiter: 0x2c, quotes: false, plainNumbers: true };
}

/** Rows with keys, whose sink fails once it has had so much. */
function newSource(failsAt = Infinity, kernel = csv) {
  const rows = newRows();
  const got: Got = { sum: 0, failsAt };
  const sink: NumbersSink = withGroups({
    decimal(coefficient) {
      if (got.sum >= got.failsAt) throw new RangeError("no more room");
      got.sum += Number(coefficient);
    },
    doubles() {},
    empty() {},
    skipped() {},
    column() {},
    group() {},
  });
  const reader = { sink, position: startOfSource(), addSlowLiteral: () => true };
  return {
    got,
    add(text: string): TakenRows {
      const bytes = bytesOf(text);
      const begin = csv.memory.place(bytes);
      return kernel.addRows(rows, begin, begin + bytes.length, reader);
    },
    finish: () => kernel.finish(rows),
  };
}

test("a sink that throws while another source begins fails its own source alone", () => {
  const failing = newSource(1);
  const other = newSource();
  failing.add("a,1\nb,2\nc,4\n");
  other.add("a,8\nb,16\n");
  expect(failing.got.sum).toBe(1);
  // It would have its first sum twice now.
  failing.got.failsAt = Infinity;
  expect(() => failing.add("a,1\n")).toThrow("no more room");
  expect(failing.finish).toThrow("no more room");
  other.add("b,32\n");
  other.finish();
  expect(other.got.sum).toBe(56);
});

test("sums that were handed over in part, as the stack ended meanwhile, fail their source alone", () => {
  const left = new LeftRows();
  const [rows, others] = [newRows(), newRows()];
  // What ends the stack is caught by nobody in between.
  left.isLeaving = true;
  left.leave(rows, () => expect.unreachable());
  expect(() => left.check(rows)).toThrow("got one that was cut short");
  left.leave(others, () => {});
  expect(() => left.check(others)).not.toThrow();
});

test("a kernel of which a call was cut short is used no more, and sums that it has are an error", () => {
  const addRows = vi.fn<() => number>(() => {
    throw new RangeError("Maximum call stack size exceeded");
  });
  const exports = { addRows, setRows() {}, clearGroups() {}, keptNumbers: () => 0, keys: () => 0 };
  const kernel = new CsvKernel(exports as never, csv.memory);
  const lazy = lazyKernel(layout.wasm, () => kernel);
  expect(lazy(Infinity, Infinity)).toBe(kernel);
  const source = newSource(Infinity, kernel);
  expect(() => source.add("a,1\n")).toThrow("Maximum call stack size exceeded");
  expect(lazy(Infinity, Infinity)).toBeUndefined();
  expect(source.finish).toThrow("got one that was cut short");
});

test("a sink that throws at its own end leaves nothing to the next source", () => {
  const failing = newSource(1);
  failing.add("a,1\nb,2\n");
  expect(failing.finish).toThrow("no more room");
  const other = newSource();
  other.add("a,8\nb,16\n");
  other.finish();
  expect([failing.got.sum, other.got.sum]).toEqual([1, 24]);
});

test.each([
  ["behind those that were taken", 5],
  ["before them", -2],
])("an address of a row %s is an error, not a total", (_what, offset) => {
  class Wrong extends RowsKernel {
    take(begin: number): TakenRows {
      const reader = {
        sink: newSource().got as never,
        position: startOfSource(),
        addSlowLiteral: () => true,
      };
      return this.add(
        () => begin + 4,
        begin,
        begin + 8,
        reader,
        () => begin + offset,
      );
    }
  }
  const { memory } = csv;
  const begin = memory.place(new Uint8Array(16));
  // A report of nothing stands where there are zeros.
  const zeros = new Uint8Array(65_536);
  const at = memory.place(zeros);
  const kernel = new Wrong({ REPORT: at, SLOW_LITERALS: at, SUMS: at }, memory);
  expect(() => kernel.take(begin)).toThrow(`kernel: expected 0 to 4 bytes taken, got ${offset}`);
});

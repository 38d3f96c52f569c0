import { describe, expect, test } from "vitest";
import type { EncodedBatch } from "../contract/numbers-api.js";
import { ExactSum } from "../sum/exact-sum.js";
import { BatchAccumulator, newColumnSum } from "./batch-accumulator.js";
import { ColumnSums } from "./column-sums.js";
import { ColumnsAccumulator } from "./columns-accumulator.js";
import { nextGrowth, stepBytesOf } from "./step-bytes.js";

const NO_BYTES = new Uint8Array(0);
const asked = (times: number, name: string): string[] => Array<string>(times).fill(name);
const csv = (column: string | string[]) => stepBytesOf({ bytes: NO_BYTES, format: "csv", column });
const ndjson = (field: string | string[]) => stepBytesOf({ bytes: NO_BYTES, format: "ndjson", field });

/** In how many steps a batch is added. */
function stepsOf(batch: EncodedBatch): number {
  const accumulator = new ColumnsAccumulator(new ColumnSums(), { skipInvalid: false, keys: "maybe" });
  return [...accumulator.steps(batch)].length;
}

describe("a batch is added in steps, before each of which others may run:", () => {
  test("the first has 64 KiB, however long the batch is", () => {
    const bytes = new TextEncoder().encode("1\n".repeat(32_768));
    expect(stepsOf({ bytes, format: "csv", header: false, column: "1" })).toBe(1);
    const longer = new TextEncoder().encode("1\n".repeat(32_769));
    expect(stepsOf({ bytes: longer, format: "csv", header: false, column: "1" })).toBe(2);
  });

  test("the more often a row is asked for columns or fields, the shorter they are", () => {
    expect(csv("1")).toBe(65_536);
    expect(csv("1-")).toBe(65_536);
    expect(ndjson("a")).toBe(65_536);
    expect(csv(asked(16, "1"))).toBe(65_536);
    expect(csv(asked(64, "1"))).toBe(16_384);
    expect(ndjson(asked(64, "a"))).toBe(16_384);
  });

  test("they are not shorter than 1 KiB", () => {
    expect(csv(asked(1000, "1"))).toBeCloseTo(1048.576);
    expect(csv(asked(10_000, "1"))).toBe(1024);
  });

  test("numbers of f64, which are less work than a row, are added a MiB at a time", () => {
    const bytes = new Uint8Array(new Float64Array(2 ** 18).fill(0.5).buffer);
    expect(stepsOf({ bytes, format: "f64" })).toBe(2);
  });

  test("a quick one is followed by one of twice its length, up to four times the first", () => {
    expect([1, 2, 4].map((growth) => nextGrowth(growth, 0.4, 4))).toEqual([2, 4, 4]);
    const bytes = new TextEncoder().encode("1\n".repeat(2 ** 19));
    const accumulator = new BatchAccumulator([newColumnSum(new ExactSum())], { skipInvalid: false });
    expect([...accumulator.steps({ bytes, format: "text" })].length).toBeGreaterThanOrEqual(6);
    expect(accumulator.progress.count).toBe(2 ** 19);
  });

  test("or up to as many times as they may", () => {
    expect([8, Infinity].map((most) => nextGrowth(4, 0.4, most))).toEqual([8, 8]);
    const bytes = new TextEncoder().encode("1\n".repeat(2 ** 17));
    const accumulator = new BatchAccumulator([newColumnSum(new ExactSum())], { skipInvalid: false });
    accumulator.mostGrowth = 1;
    expect([...accumulator.steps({ bytes, format: "text" })].length).toBe(4);
    expect(accumulator.progress.count).toBe(2 ** 17);
  });

  test("a long one is followed by one as short as the first", () => {
    expect(nextGrowth(4, 0.6, 4)).toBe(1);
  });

  test("all bytes are added, whatever the steps", () => {
    const accumulator = new ColumnsAccumulator(new ColumnSums(), { skipInvalid: false, keys: "maybe" });
    const bytes = new TextEncoder().encode("1\n".repeat(500_000));
    accumulator.add({ bytes, format: "csv", header: false, column: asked(37, "1") });
    accumulator.end();
    expect(accumulator.progress).toMatchObject({ count: 37 * 500_000, bytes: 1_000_000 });
  });
});

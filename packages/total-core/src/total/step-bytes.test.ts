import { describe, expect, test } from "vitest";
import { ColumnSums } from "./column-sums.js";
import { ColumnsAccumulator } from "./columns-accumulator.js";

const asked = (times: number, name: string): string[] => Array<string>(times).fill(name);

/** In how many steps so many bytes of narrow rows are added. */
function stepsOf(
  length: number,
  options: { readonly column: string | string[] } | { readonly field: string | string[] },
): number {
  const [format, row] = "column" in options ? (["csv", "1\n"] as const) : (["ndjson", '{"a":1}\n'] as const);
  const bytes = new TextEncoder().encode(row.repeat(length / row.length));
  const header = format === "csv" ? { header: false } : {};
  const accumulator = new ColumnsAccumulator(new ColumnSums(), { skipInvalid: false, keys: "maybe" });
  return [...accumulator.steps({ bytes, format, ...header, ...options })].length;
}

describe("a batch is added in steps, before each of which others may run:", () => {
  test("the more often a row is asked for columns or fields, the shorter they are", () => {
    expect(stepsOf(65_536, { column: "1" })).toBe(1);
    expect(stepsOf(65_536, { column: "1-" })).toBe(1);
    expect(stepsOf(65_536, { field: "a" })).toBe(1);
    expect(stepsOf(65_536, { column: asked(16, "1") })).toBe(1);
    expect(stepsOf(65_536, { column: asked(64, "1") })).toBe(4);
    expect(stepsOf(65_536, { field: asked(64, "a") })).toBe(4);
  });

  test("numbers of f64, which are less work than a row, are added a MiB at a time", () => {
    const accumulator = new ColumnsAccumulator(new ColumnSums(), { skipInvalid: false, keys: "maybe" });
    const bytes = new Uint8Array(new Float64Array(2 ** 18).fill(0.5).buffer);
    expect([...accumulator.steps({ bytes, format: "f64" })].length).toBe(2);
    accumulator.end();
    expect(accumulator.progress.count).toBe(2 ** 18);
  });

  test("they are not shorter than 1 KiB", () => {
    expect(stepsOf(4096, { column: asked(1000, "1") })).toBe(4);
  });
});

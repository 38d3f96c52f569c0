import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packed, run } from "../../testing/parquet-file.js";
import { HybridReader } from "./hybrid.js";
import { PageFault } from "./page-fault.js";

interface Run {
  readonly values: readonly number[];
  readonly bytes: readonly number[];
}

/** Runs of values of a width, as writers make them. */
const runs = (width: number): fc.Arbitrary<Run[]> => {
  const value = fc.integer({ min: 0, max: 2 ** width - 1 });
  return fc.array(
    fc.oneof(
      fc.tuple(fc.integer({ min: 0, max: 50 }), value).map(([count, same]) => ({
        values: Array.from({ length: count }, () => same),
        bytes: run(count, same, width),
      })),
      fc
        .integer({ min: 0, max: 3 })
        .chain((groups) => fc.array(value, { minLength: 8 * groups, maxLength: 8 * groups }))
        .map((values) => ({ values, bytes: packed(values, width) })),
    ),
    { maxLength: 6 },
  );
};

const cases = fc
  .integer({ min: 0, max: 32 })
  .chain((width) => fc.tuple(fc.constant(width), runs(width), fc.integer({ min: 1, max: 20 })));

function readerOf(list: readonly Run[], width: number): HybridReader {
  return new HybridReader(Uint8Array.from(list.flatMap(({ bytes }) => bytes)), width);
}

describe("HybridReader", () => {
  test("reads the values of all runs, in parts of any size", () =>
    fc.assert(
      fc.property(cases, ([width, list, size]) => {
        const values = list.flatMap((one) => one.values);
        const reader = readerOf(list, width);
        const out = new Uint32Array(values.length);
        for (let start = 0; start < out.length; start += size) reader.read(out.subarray(start, start + size));
        expect([...out]).toEqual(values);
        expect(() => reader.read(new Uint32Array(1))).toThrow(PageFault);
      }),
    ));

  test("counts the greatest level among them, and refuses greater ones", () =>
    fc.assert(
      fc.property(cases, fc.nat(1), ([width, list, size], less) => {
        const values = list.flatMap((one) => one.values);
        const greatest = Math.max(0, ...values) - less;
        const reader = readerOf(list, width);
        const tooHigh = values.findIndex((value) => value > greatest);
        const end = tooHigh < 0 ? values.length : tooHigh;
        for (let start = 0; start < end; start += size) {
          const part = values.slice(start, Math.min(start + size, end));
          expect(reader.countGreatest(greatest, part.length)).toBe(
            part.filter((value) => value === greatest).length,
          );
        }
        expect(() => reader.countGreatest(greatest, 1)).toThrow(PageFault);
      }),
    ));

  test("a run may be longer than what is asked for, by far", () => {
    expect(new HybridReader(Uint8Array.from(run(2 ** 30, 1, 1)), 1).countGreatest(1, 2 ** 29)).toBe(2 ** 29);
  });

  test("many packed values", () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 8);
    const reader = () => new HybridReader(Uint8Array.from(packed(values, 3)), 3);
    const out = new Uint32Array(values.length);
    reader().read(out);
    expect([...out]).toEqual(values);
    expect(reader().countGreatest(7, values.length)).toBe(values.filter((value) => value === 7).length);
  });

  test("the last packed run may be cut where its values end", () => {
    const reader = new HybridReader(Uint8Array.from(packed([1, 2, 3], 8).slice(0, 4)), 8);
    const out = new Uint32Array(3);
    reader.read(out);
    expect([...out]).toEqual([1, 2, 3]);
    expect(() => reader.read(new Uint32Array(1))).toThrow(PageFault);
  });

  test("a width past 32 and a length without end are faults", () => {
    expect(() => new HybridReader(new Uint8Array(9), 33)).toThrow(PageFault);
    expect(() => new HybridReader(new Uint8Array(9).fill(0xff), 1).countGreatest(1, 1)).toThrow(PageFault);
  });
});

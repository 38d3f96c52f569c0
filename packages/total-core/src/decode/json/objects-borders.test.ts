/** Objects by the kernel near its bounds, and where it and the TypeScript decoder take turns. */
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { bytesOf, cutIntoPieces, type Options } from "../../testing/recorder.js";
import { ndjsonFromSeed, numberLinesFromSeed, objectsFromSeed } from "../../testing/objects-fuzz.js";
import { newJsonDecoder, newNdjsonDecoder } from "./decoder.js";
import { objectsKernel } from "../../kernel/objects.js";
import { outcome, type Outcome, type Source, sumOfLiterals } from "../../testing/outcome.js";

const CALL_BYTES = objectsKernel(Infinity, Infinity)!.longCallBytes;
const FIELD: Options = { field: "a.b" };

const usual = (value: string): string =>
  `{"id":17,"a":{"c":"x","b":${value},"d":[true,null]},"e":"a longer string"}`;
const FILLER = Array.from({ length: 9 }, (_, i) => usual(`${i}.5`));

const lines = (data: Source, options: Options = FIELD): Outcome => outcome(newNdjsonDecoder, data, options);
const linesInTypeScript = (data: Source, options: Options = FIELD): Outcome =>
  outcome(newNdjsonReader, data, options);
const array = (data: Source, options: Options = FIELD): Outcome => outcome(newJsonDecoder, data, options);
const arrayInTypeScript = (data: Source, options: Options = FIELD): Outcome =>
  outcome(newJsonReader, data, options);

describe("objects by the kernel", () => {
  test("what was read ahead does not count where it is read again", () => {
    for (const before of [100, 7280, 7281, 7282, 10_000, 16_000]) {
      const data = `${"9\n".repeat(before)}\n${"9\n".repeat(32_700 - before)}`;
      expect(lines(data, {})).toEqual({ total: `${9 * 32_700}e0`, count: 32_700, empty: 0, skipped: 0 });
    }
  });

  test("the path is the one that was asked for, whoever else reads in between", () => {
    const data = `${'{"a":{"b":1,"c":2},"b":3,"c/d":4}\n'.repeat(20)}`;
    for (const [field, value] of [
      ["a.b", 1],
      ["a.c", 2],
      ["b", 3],
      ["/c~1d", 4],
    ] as const) {
      const total = `${value * 20}e0`;
      expect(lines(data, { field })).toMatchObject({ total });
      expect(array(`[${data.replaceAll("}\n{", "},\n{")}]`, { field })).toMatchObject({ total });
    }
    const long = "k".repeat(5000);
    expect(lines(`{"${long}":1}\n`.repeat(20), { field: long })).toMatchObject({ total: "20e0" });
  });

  test("joins what a piece is read in, at every distance from their border", () => {
    const row = '{"a":{"b":-3.25}}';
    const rows = Math.ceil((2 * CALL_BYTES) / (row.length + 1));
    const total = sumOfLiterals(Array.from({ length: rows }, () => "-3.25"));
    for (let shift = 0; shift < 40; shift++) {
      const blanks = " ".repeat(shift);
      expect(lines(blanks + `${row}\n`.repeat(rows))).toMatchObject({ total, count: rows });
      expect(array(`[${blanks}${`${row},`.repeat(rows)}${row}]`)).toMatchObject({ count: rows + 1 });
    }
  });

  test("names a fault near the border of what is read at once, and in the middle of one", () => {
    const row = '{"a":{"b":12}}\n';
    for (const near of [CALL_BYTES, CALL_BYTES / 2]) {
      for (let distance = -40; distance < 40; distance++) {
        const before = near + distance;
        const filler = row.repeat(before / row.length);
        const blanks = " ".repeat(before - filler.length);
        const line = filler.length / row.length + 1;
        const data = `${filler}${blanks}{"a":{"b":1x}}\n${filler}`;
        const column = blanks.length + 12;
        expect(lines(data)).toEqual({
          error: `BAD_FORMAT ${line}:${column} @${before + 11}: expected , or }, got "x"`,
        });
        const bad = `${filler}${blanks}{"a":{"b":"1,"}}\n${filler}`;
        expect(lines(bad)).toEqual({
          error: `BAD_NUMBER ${line}:${column - 1} @${before + 10}: expected a number, got "1,"`,
        });
      }
    }
  });

  test("of several faults the first is named, also of those that are no matter of structure", () => {
    const row = '{"a":{"b":1.5}}\n';
    for (const faults of [
      ['{"a":{"b":"x"}}\n', '{"a":{"b":"y"}}\n'],
      ['{"a":{"b":"x"}}\n', '{"a":{"b":1e9999}}\n'],
      ['{"a":{"b":1e9999}}\n', '{"a":{"b":01}}\n'],
      ['{"a":{}}\n', '{"a":{"b":"x"}}\n'],
    ]) {
      for (const [first, second] of [faults, faults.toReversed()]) {
        const data = `${row.repeat(500)}${first}${row.repeat(2000)}${second}${row.repeat(1000)}`;
        for (const skipInvalid of [false, true]) {
          expect(lines(data, { ...FIELD, skipInvalid })).toEqual(
            linesInTypeScript(data, { ...FIELD, skipInvalid }),
          );
          const json = `[${data.replaceAll("}\n{", "},\n{")}]`;
          expect(array(json, { ...FIELD, skipInvalid })).toEqual(
            arrayInTypeScript(json, { ...FIELD, skipInvalid }),
          );
        }
      }
    }
  });

  test("a fault in an array is on its line", () => {
    for (const separator of [",\n", ",", "\n,\n\n", ",\r\n  "]) {
      const data = `[\n${FILLER.join(separator).repeat(1)}${separator}{"a":\n {"b":"x"}}]`;
      expect(array(data)).toEqual(arrayInTypeScript(data));
      const long = `[${Array.from({ length: 3000 }, () => FILLER[0]).join(separator)}${separator}{"a":1}]`;
      expect(array(long)).toEqual(arrayInTypeScript(long));
    }
  });

  // Each fills the sums of a call as fast as can be: 16 bits hold 7,281 nines.
  test.each(["9", "-9", "9.9", "99999999999999999999999999999999", "-9.99999999999999999999"])(
    "folds its sums before they overflow: lines of %s, and as many in rows",
    (literal) => {
      const count = Math.ceil((3 * CALL_BYTES) / (literal.length + 1));
      const total = sumOfLiterals(Array.from({ length: count }, () => literal));
      expect(lines(`${literal}\n`.repeat(count), {})).toEqual({ total, count, empty: 0, skipped: 0 });
      const rows = `{"":${literal}}\n`.repeat(count);
      expect(lines(rows, { field: "/" })).toMatchObject({ total, count });
      expect(array(`[${rows.slice(0, -1).replaceAll("\n", ",")}]`, { field: "/" })).toMatchObject({
        total,
        count,
      });
    },
  );

  test("lists literals that it does not know a thousand at a time", () => {
    for (const count of [1022, 1023, 1024, 1025, 2046, 5000]) {
      for (const literal of ["1e1", '"1E0"', '"x"']) {
        const data = `{"":${literal}}\n`.repeat(count);
        const options = { field: "/", skipInvalid: true };
        expect(lines(data, options)).toEqual(linesInTypeScript(data, options));
        const json = `[${data.slice(0, -1).replaceAll("\n", ",")}]`;
        expect(array(json, options)).toEqual(arrayInTypeScript(json, options));
      }
    }
  });

  test("any cut of the bytes gives the same total or the same fault", () => {
    for (const row of [usual("5"), usual('"x"'), '{"a":{"b":5}', '{"a":{"\\u0062":"5"}}']) {
      const data = bytesOf(`${FILLER.join("\n")}\n${row}\n${FILLER.join("\n")}`);
      const expected = linesInTypeScript(data);
      const begin = FILLER.join("\n").length;
      for (let cut = begin - 3; cut < begin + row.length + 4; cut++) {
        expect(lines([data.subarray(0, cut), data.subarray(cut)])).toEqual(expected);
      }
    }
  });

  test("rows may be longer than what is kept of a cut one, whatever the pieces", () => {
    for (const length of [100, 8150, 8192, 8200, 20_000]) {
      const row = `{"x":"${"x,".repeat(length / 2)}","a":{"b":5}}`;
      const rows = [...FILLER, row, ...FILLER, row, row];
      const ndjson = bytesOf(rows.join("\n"));
      const json = bytesOf(`[${rows.join()}]`);
      for (const piece of [257, 1000, 8191, 8192, 8193, 30_000]) {
        for (const lengths of [[piece], [piece, 3, piece, 300]]) {
          expect(lines(cutIntoPieces(ndjson, lengths))).toMatchObject({ total: "96e0", count: 21 });
          expect(array(cutIntoPieces(json, lengths))).toMatchObject({ total: "96e0", count: 21 });
        }
      }
    }
  });

  test.each([
    ["NDJSON", ndjsonFromSeed, newNdjsonDecoder, newNdjsonReader, FIELD],
    [
      "NDJSON, bad numbers skipped",
      ndjsonFromSeed,
      newNdjsonDecoder,
      newNdjsonReader,
      { ...FIELD, skipInvalid: true },
    ],
    ["numbers, one a line", numberLinesFromSeed, newNdjsonDecoder, newNdjsonReader, {}],
    ["arrays of objects", objectsFromSeed, newJsonDecoder, newJsonReader, FIELD],
  ])(
    "random %s, cut at random: the same as the TypeScript decoder",
    (_name, fromSeed, byKernel, inTypeScript, options) => {
      fc.assert(
        fc.property(fc.integer(), (seed) => {
          const { bytes, lengths } = fromSeed(seed);
          const expected = outcome(inTypeScript, bytes, options);
          expect(outcome(byKernel, bytes, options)).toEqual(expected);
          expect(outcome(byKernel, cutIntoPieces(bytes, lengths), options)).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    },
  );

  test("a source that is too short to pay for it compiles nothing", async () => {
    vi.resetModules();
    const compile = vi.spyOn(WebAssembly, "Module");
    await import("../../equip.js");
    const { newNdjsonDecoder: decoder } = await import("./decoder.js");
    const long = bytesOf(`${FILLER.join("\n")}\n`.repeat(30));
    outcome(decoder, long, FIELD);
    expect(compile).not.toHaveBeenCalled();
    outcome(decoder, [long, long], FIELD);
    expect(compile).toHaveBeenCalledOnce();
    compile.mockRestore();
  });

  test("without WebAssembly the TypeScript decoder does it all", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const { newNdjsonDecoder: decoder } = await import("./decoder.js");
    vi.unstubAllGlobals();
    const long = `${FILLER.join("\n")}\n`.repeat(200);
    expect(outcome(decoder, long, FIELD)).toEqual(linesInTypeScript(long));
  });
});

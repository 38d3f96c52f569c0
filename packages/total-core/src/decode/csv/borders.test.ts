/** CSV by the kernel near its bounds, and where it and the TypeScript decoder take turns. */
import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { newCsvReader } from "../../testing/readers.js";
import { bytesOf, cutIntoPieces, type Options } from "../../testing/recorder.js";
import { newCsvDecoder } from "./decoder.js";
import { csvKernel } from "../../kernel/csv.js";
import { kernelMemory } from "../../kernel/memory.js";
import { csvFromSeed, wideCsvFromSeed, wideKeyedCsvFromSeed } from "../../testing/csv-fuzz.js";
import { outcome, type Outcome, type Source, sumOfLiterals } from "../../testing/outcome.js";

const CALL_BYTES = csvKernel(Infinity, Infinity)!.callBytes;
const AMOUNT: Options = { column: "amount" };

const byKernel = (data: Source, options: Options = AMOUNT): Outcome => outcome(newCsvDecoder, data, options);
const inTypeScript = (data: Source, options: Options = AMOUNT): Outcome =>
  outcome(newCsvReader, data, options);

const HEADER = "id,note,amount,day";
const FILLER = Array.from({ length: 12 }, (_, i) => `${i},"a, ""b""\n${"x".repeat(i)}",${i}.5,2026`);

const error = (part: string): unknown => ({ error: expect.stringContaining(part) as string });

describe("CSV by the kernel", () => {
  test("joins what a piece is read in, at every distance from their border", () => {
    const row = '1,"a, ""b""\n",-3.25,"x"\r\n';
    const rows = Math.ceil((2 * CALL_BYTES) / row.length);
    const total = sumOfLiterals(Array.from({ length: rows }, () => "-3.25"));
    for (let shift = 0; shift < 70; shift++) {
      const data = `${HEADER}\n1,${"x".repeat(shift)},0,\n${row.repeat(rows)}`;
      expect(byKernel(data)).toMatchObject({ total, count: rows + 1 });
    }
  });

  test("counts a line of spaces as no row, whatever byte an earlier call has left in front of it", () => {
    const memory = kernelMemory()!;
    let empty = 0;
    const sink = { decimal() {}, doubles() {}, empty: () => void empty++, skipped() {} };
    const decoder = newCsvDecoder({ sink, skipInvalid: false });
    const second = bytesOf(`   \n${"1\n".repeat(1000)}`);
    decoder.push(bytesOf(`a\n${"1\n".repeat(CALL_BYTES / 2)}`));
    memory.bytes[memory.place(second) - 1] = 0x22;
    decoder.push(second);
    decoder.end();
    expect(empty).toBe(0);
  });

  test("names a fault near the border of what is read at once", () => {
    for (let distance = -70; distance < 70; distance++) {
      const filler = '1,"\n",2,x\n'.repeat((CALL_BYTES + distance) / 10);
      const line = 2 + (2 * filler.length) / 10;
      const offset = HEADER.length + 1 + filler.length;
      expect(byKernel(`${HEADER}\n${filler}1,x,y,z\n${filler}`)).toEqual({
        error: `BAD_NUMBER ${line}:5 @${offset + 4}: expected a number, got "y"`,
      });
      expect(byKernel(`${HEADER}\n${filler}1,x\n${filler}`)).toEqual({
        error: `BAD_FORMAT ${line}:1 @${offset}: expected 4 fields, got 2`,
      });
    }
  });

  test("of several faults the first is named", () => {
    const row = "1,x,5,y\n";
    const faults = ["1,x,z,y\n", "1,x,1e9999,y\n", "1,x\n", '1,x"y,5,z\n', '1,"x"y,5,z\n'];
    for (const first of faults) {
      for (const second of faults) {
        const data = `${HEADER}\n${row.repeat(3000)}${first}${row.repeat(5000)}${second}${row.repeat(1000)}`;
        for (const skipInvalid of [false, true]) {
          const options = { ...AMOUNT, skipInvalid };
          expect(byKernel(data, options)).toEqual(inTypeScript(data, options));
        }
      }
    }
  });

  // Each fills the sums of a call as fast as can be: 16 bits hold 7,281 nines.
  test.each(["9", "-9", "9.9", "99999999999999999999999999999999", "-9.99999999999999999999"])(
    "folds its sums before they overflow: a column of %s",
    (literal) => {
      const count = Math.ceil((3 * CALL_BYTES) / (literal.length + 1));
      const total = sumOfLiterals(Array.from({ length: count }, () => literal));
      const column = `amount\n${`${literal}\n`.repeat(count)}`;
      expect(byKernel(column)).toEqual({ total, count, empty: 0, skipped: 0 });
    },
  );

  test("lists as many fields as a call can have, and literals that it does not know a thousand at a time", () => {
    const commas = `amount${",x".repeat(1000)}\n${`5${",".repeat(1000)}\n`.repeat(300)}`;
    expect(byKernel(commas)).toMatchObject({ total: "1500e0", count: 300 });
    for (const fields of [32_000, 65_535, 65_536, 70_000]) {
      const wide = `amount${",".repeat(fields - 1)}\n${`5${",".repeat(fields - 1)}\n`.repeat(3)}`;
      expect(byKernel(wide)).toMatchObject({ total: "15e0", count: 3 });
      expect(byKernel(`${wide}5\n`)).toEqual(error("BAD_FORMAT 5:1"));
    }
    for (const count of [1022, 1023, 1024, 5000]) {
      expect(byKernel(`amount\n${"1e1\n".repeat(count)}`)).toMatchObject({ total: `${count}0e0`, count });
    }
  });

  test("any cut of the bytes gives the same total or the same fault", () => {
    for (const row of ['1,"a""\r\n",5,"b"\r', "1,x,y,z", '1,"x"y,5,z', "1,x", " "]) {
      const data = bytesOf([HEADER, ...FILLER, row, ...FILLER].join("\n"));
      const expected = inTypeScript(data);
      const begin = [HEADER, ...FILLER, ""].join("\n").length;
      for (let cut = begin - 3; cut < begin + row.length + 5; cut++) {
        expect(byKernel([data.subarray(0, cut), data.subarray(cut)])).toEqual(expected);
      }
    }
  });

  test("rows may be longer than what is kept of a cut one, whatever the pieces", () => {
    for (const length of [100, 8150, 8192, 8200, 20_000]) {
      const row = `1,"${"x,\n".repeat(length / 3)}",5,y`;
      const bytes = bytesOf([HEADER, ...FILLER, row, ...FILLER, row, row].join("\n"));
      for (const piece of [257, 1000, 8191, 8192, 8193, 30_000]) {
        expect(byKernel(cutIntoPieces(bytes, [piece]))).toEqual({
          total: "159e0",
          count: 27,
          empty: 0,
          skipped: 0,
        });
        expect(byKernel(cutIntoPieces(bytes, [piece, 3, piece, 300]))).toMatchObject({ total: "159e0" });
      }
    }
  });

  test("whoever else reads in between, the rows are what they were", () => {
    const sums = [0, 0];
    const decoders = ["a", "b"].map((column, i) => {
      const sink = {
        decimal: (n: number | bigint, exponent: number) => void (sums[i]! += Number(n) * 10 ** exponent),
        doubles() {},
        empty() {},
        skipped() {},
      };
      return newCsvDecoder({ sink, skipInvalid: false, column });
    });
    for (const piece of ["a,b\n", "1,20\n".repeat(100), "3,40\n".repeat(100)]) {
      for (const decoder of decoders) decoder.push(bytesOf(piece));
    }
    expect(sums).toEqual([400, 6000]);
  });

  test.each([
    ["tables", csvFromSeed],
    ["tables with several columns", wideCsvFromSeed],
    ["tables with several columns and keys of several fields", wideKeyedCsvFromSeed],
  ])("random %s, cut at random: the same as the TypeScript decoder", (_what, fromSeed) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { bytes, lengths, options } = fromSeed(seed);
        const expected = inTypeScript(bytes, options);
        expect(byKernel(bytes, options)).toEqual(expected);
        expect(byKernel(cutIntoPieces(bytes, lengths), options)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  test("a source that is too short to pay for it compiles nothing", async () => {
    vi.resetModules();
    const compile = vi.spyOn(WebAssembly, "Module");
    await import("../../equip.js");
    const { newCsvDecoder: decoder } = await import("./decoder.js");
    const long = bytesOf(`${HEADER}\n${`${FILLER.join("\n")}\n`.repeat(50)}`);
    outcome(decoder, long, AMOUNT);
    expect(compile).not.toHaveBeenCalled();
    outcome(decoder, [long, long.subarray(HEADER.length + 1)], AMOUNT);
    expect(compile).toHaveBeenCalledOnce();
    compile.mockRestore();
  });

  test("without WebAssembly the TypeScript decoder does it all", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const { newCsvDecoder: decoder } = await import("./decoder.js");
    vi.unstubAllGlobals();
    const long = `${HEADER}\n${`${FILLER.join("\n")}\n`.repeat(200)}`;
    expect(outcome(decoder, long, AMOUNT)).toEqual(inTypeScript(long));
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_SINK } from "../../contract/sink.js";
import {
  byteByByte,
  bytesOf,
  cutIntoPieces,
  decode,
  decodeCutAnywhere,
  type Outcome,
} from "../../testing/recorder.js";
import { startOfSource } from "../position.js";
import { newTextReader } from "../../testing/readers.js";
import { TextReader } from "./reader.js";

const read = (data: string | Uint8Array, options = {}): Outcome =>
  decodeCutAnywhere(newTextReader, data, options);

describe("text", () => {
  test("numbers are separated by spaces, tabs, CR or LF", () => {
    expect(read("1 2\t3\r4\n5\r\n6 \t\r\n 7").calls).toEqual([
      "1e0",
      "2e0",
      "3e0",
      "4e0",
      "5e0",
      "6e0",
      "7e0",
    ]);
  });

  test("white space alone, or nothing at all, holds no numbers and no fault", () => {
    for (const data of ["", " ", "\n", "\r\n\t ", "\ufeff", "\ufeff \n"]) {
      expect(read(data)).toEqual({ calls: [], error: undefined });
    }
  });

  test("the end of the source ends its last number", () => {
    expect(read("12").calls).toEqual(["12e0"]);
    expect(read(" -.5e1").calls).toEqual(["-5e0"]);
  });

  test.each([
    ["1\u00a02", "a no-break space"],
    ["1\v2", "a vertical tab"],
    ["1\f2", "a form feed"],
    ["1\u00002", "a NUL"],
    ["1,2", "a comma"],
    ["1;2", "a semicolon"],
    ["1\u20282", "a line separator"],
    ["1\u00852", "a next line"],
  ])("%j: %s separates nothing", (data) => {
    expect(read(data).error).toMatch(/^BAD_NUMBER 1:1 @0: expected a number, got "/);
  });

  test("a NUL is a bad number like any other byte", () => {
    expect(read("1 \u0000 2")).toEqual({
      calls: ["1e0"],
      error: 'BAD_NUMBER 1:3 @2: expected a number, got "\\u0000"',
    });
  });
});

describe("text: a byte-order mark", () => {
  test("at the start is skipped: columns do not count it, offsets do", () => {
    expect(read("\ufeff1 2").calls).toEqual(["1e0", "2e0"]);
    expect(read("\ufeffx").error).toBe('BAD_NUMBER 1:1 @3: expected a number, got "x"');
    expect(read("\ufeff1\nx").error).toBe('BAD_NUMBER 2:1 @5: expected a number, got "x"');
  });

  test("anywhere else, a second one too, is a bad number", () => {
    expect(read("\ufeff\ufeff1").error).toBe('BAD_NUMBER 1:1 @3: expected a number, got "\\ufeff1"');
    expect(read(" \ufeff1").error).toMatch(/^BAD_NUMBER 1:2 @1/);
    expect(read("1\ufeff").error).toMatch(/^BAD_NUMBER 1:1 @0/);
  });

  test("that is cut short by the end or by another byte is a bad number", () => {
    expect(read(Uint8Array.of(0xef)).error).toMatch(/^BAD_NUMBER 1:1 @0/);
    expect(read(Uint8Array.of(0xef, 0xbb)).error).toMatch(/^BAD_NUMBER 1:1 @0/);
    expect(read(Uint8Array.of(0xef, 0xbb, 0x31, 0x20)).error).toMatch(/^BAD_NUMBER 1:1 @0/);
    expect(read(Uint8Array.of(0xef, 0xbb, 0x20, 0x31)).error).toMatch(/^BAD_NUMBER 1:1 @0/);
  });
});

describe("text: a bad number", () => {
  test("is named by line, column in bytes, and offset of its first byte", () => {
    expect(read("1\n2 1,5 3").error).toBe('BAD_NUMBER 2:3 @4: expected a number, got "1,5"');
    expect(read("é").error).toBe('BAD_NUMBER 1:1 @0: expected a number, got "é"');
    expect(read("1\r\n\r\n  x").error).toBe('BAD_NUMBER 3:3 @7: expected a number, got "x"');
  });

  test("a CR alone ends no line", () => {
    expect(read("1\r2\rx").error).toBe('BAD_NUMBER 1:5 @4: expected a number, got "x"');
  });

  test("is cut at 60 characters, never by a piece's end", () => {
    expect(read(`${"x".repeat(60)} 1`).error).toContain(`got "${"x".repeat(60)}"`);
    expect(read(`1 ${"é".repeat(61)} 1`).error).toContain(`got "${"é".repeat(60)}"…`);
  });

  test("is the first one", () => {
    expect(read("1 x 2 y").error).toMatch(/1:3 @2/);
  });

  test("throws after everything before it has been added", () => {
    expect(read("1\n2\nx\n3").calls).toEqual(["1e0", "2e0"]);
  });

  test("carries the source's name", () => {
    const decoder = newTextReader({
      sink: NO_SINK,
      source: "prices.txt",
      skipInvalid: false,
    });
    expect(() => decoder.push(bytesOf("1\nx\n"))).toThrow('prices.txt:2:1: expected a number, got "x"');
  });
});

describe("text: skipInvalid", () => {
  test("counts bad numbers, one for each token", () => {
    expect(read("1 x 2 1,5 n/a", { skipInvalid: true })).toEqual({
      calls: ["1e0", "skipped", "2e0", "skipped", "skipped"],
      error: undefined,
    });
  });

  test("never skips EXPONENT_RANGE", () => {
    expect(read("x 1e5000 2", { skipInvalid: true })).toEqual({
      calls: ["skipped"],
      error: expect.stringMatching(/^EXPONENT_RANGE 1:3 @2: .*got "1e5000"$/) as string,
    });
  });
});

describe("text: a token longer than 16 KiB", () => {
  const MIB = 1_048_576;
  const outcomes = (data: string, options = {}): Outcome[] =>
    [[MIB], [1], [16_384], [16_385], [7, 16_384]].map((lengths) =>
      decode(newTextReader, cutIntoPieces(bytesOf(data), lengths), options),
    );

  test("is EXPONENT_RANGE if it may be a number so far", () => {
    for (const { error } of outcomes(` ${"0".repeat(16_385)} 1`)) {
      expect(error).toMatch(new RegExp(`^EXPONENT_RANGE 1:2 @1: .* got "${"0".repeat(60)}"…$`));
    }
    for (const { error, calls } of outcomes(` ${"0".repeat(16_384)} 1`)) {
      expect({ error, calls }).toEqual({ error: undefined, calls: ["0e0", "1e0"] });
    }
  });

  test("is BAD_NUMBER if its first 16 KiB are no beginning of a number", () => {
    for (const { error } of outcomes(`${"9".repeat(16_383)}x${"9".repeat(100)}`))
      expect(error).toMatch(/^BAD_NUMBER/);
    for (const { error } of outcomes(`${"9".repeat(16_384)}x${"9".repeat(100)}`)) {
      expect(error).toMatch(/^EXPONENT_RANGE/);
    }
  });

  test("is refused as soon as that is known, not at its end", () => {
    const decoder = newTextReader({
      sink: NO_SINK,
      skipInvalid: false,
    });
    decoder.push(new Uint8Array(16_384).fill(0x31));
    expect(() => decoder.push(Uint8Array.of(0x31))).toThrow("expected a number of at most 16 KiB");
  });

  test("counts once as skipped, and what follows it is read", () => {
    for (const outcome of outcomes(`1 ${"x".repeat(50_000)} 2 y 3`, { skipInvalid: true })) {
      expect(outcome).toEqual({ calls: ["1e0", "skipped", "2e0", "skipped", "3e0"], error: undefined });
    }
    for (const outcome of outcomes("x".repeat(50_000), { skipInvalid: true })) {
      expect(outcome).toEqual({ calls: ["skipped"], error: undefined });
    }
  });
});

describe("text: laws", () => {
  const token = fc.oneof(
    { weight: 4, arbitrary: fc.integer().map(String) },
    { weight: 4, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String) },
    { weight: 2, arbitrary: fc.bigInt().map(String) },
    {
      weight: 1,
      arbitrary: fc.string({ unit: fc.constantFrom(..."0123456789+-.eE"), minLength: 1, maxLength: 8 }),
    },
  );
  const separator = fc.constantFrom(" ", "\n", "\r\n", "\t", "  ", "\n\n ");
  const document = fc
    .array(fc.tuple(token, separator), { maxLength: 12 })
    .map((parts) => parts.flat().join(""));

  test("any cut of the bytes gives the same calls and the same error", () => {
    fc.assert(
      fc.property(
        fc.oneof(document, fc.uint8Array({ maxLength: 40 })),
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }),
        fc.boolean(),
        (data, lengths, skipInvalid) => {
          const bytes = bytesOf(data);
          const whole = decode(newTextReader, [bytes], { skipInvalid });
          expect(decode(newTextReader, cutIntoPieces(bytes, lengths), { skipInvalid })).toEqual(whole);
          expect(decode(newTextReader, byteByByte(bytes), { skipInvalid })).toEqual(whole);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("adds what String.prototype.split finds, if all of it is numbers", () => {
    const integers = fc.array(fc.tuple(fc.bigInt(), separator), { maxLength: 30 });
    fc.assert(
      fc.property(integers, (parts) => {
        const sum = parts.reduce((total, [integer]) => total + integer, 0n);
        let got = 0n;
        const decoder = newTextReader({
          sink: {
            decimal: (coefficient, exponent) => (got += BigInt(coefficient) * 10n ** BigInt(exponent)),
            doubles() {},
            empty() {},
            skipped() {},
          },
          skipInvalid: false,
        });
        decoder.push(bytesOf(parts.flat().join("")));
        decoder.end();
        expect(got).toBe(sum);
      }),
    );
  });
});

describe("TextReader", () => {
  test("goes on at any position between two tokens, and says where it stands", () => {
    const sink = NO_SINK;
    const reader = new TextReader({
      sink,
      skipInvalid: false,
      position: { line: 7, lineStart: 100, offset: 103 },
    });
    reader.push(bytesOf("1 2\n3"));
    expect(reader.isAtSeam()).toBe(false);
    reader.push(bytesOf(" "));
    expect(reader.isAtSeam()).toBe(true);
    expect(reader.position).toEqual({ line: 8, lineStart: 107, offset: 109 });
    expect(() => reader.push(bytesOf("x "))).toThrow("line 8, column 3: expected a number");
    expect(new TextReader({ sink, skipInvalid: false }).position).toEqual(startOfSource());
  });
});

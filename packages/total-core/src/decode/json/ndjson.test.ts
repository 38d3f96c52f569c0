import { describe, expect, test } from "vitest";
import { newNdjsonReader } from "../../testing/readers.js";
import {
  byteByByte,
  bytesOf,
  cutIntoPieces,
  decode,
  decodeCutAnywhere,
  type Outcome,
} from "../../testing/recorder.js";

const read = (data: string | Uint8Array, options = {}): Outcome =>
  decodeCutAnywhere(newNdjsonReader, data, options);

describe("NDJSON", () => {
  test("is one number a line, LF or CRLF, the last line's end may be missing", () => {
    expect(read("1\n-2.5\r\n3e2\n 4 \n5")).toEqual({
      calls: ["1e0", "-25e-1", "3e2", "4e0", "5e0"],
      error: undefined,
    });
    expect(read("1\n").calls).toEqual(["1e0"]);
  });

  test("blank lines, white space alone, and nothing at all hold no numbers", () => {
    for (const text of ["", "\n", " \r\n\t\n", "\ufeff", "\ufeff\n"]) {
      expect(read(text)).toEqual({ calls: [], error: undefined });
    }
    expect(read("\n1\n\n \n2\n\n").calls).toEqual(["1e0", "2e0"]);
  });

  test("a byte-order mark at the start is skipped, at no other line's", () => {
    expect(read("\ufeff1\n2").calls).toEqual(["1e0", "2e0"]);
    expect(read("1\n\ufeff2").error).toBe("BAD_FORMAT 2:1 @2: expected a JSON value, got byte 0xef");
    expect(read('\ufeff1\n"x"').error).toBe('BAD_NUMBER 2:1 @5: expected a number, got "x"');
  });

  test.each([
    ['1\n"2"', '2:1 @2: expected a number, got "2"'],
    ["1\n  null\n", "2:3 @4: expected a number, got null"],
    ["[1]", "1:1 @0: expected a number, got an array"],
    ['{"a":1}', "1:1 @0: expected a number, got an object"],
    ["true\n1", "1:1 @0: expected a number, got true"],
  ])("%j is BAD_NUMBER, or one skipped", (text, fault) => {
    expect(read(text).error).toBe(`BAD_NUMBER ${fault}`);
    expect(read(text, { skipInvalid: true }).calls).toContain("skipped");
    expect(read(text, { skipInvalid: true }).error).toBeUndefined();
  });

  test("a number past the bounds is EXPONENT_RANGE, never skipped", () => {
    expect(read("1\n1e5000\n", { skipInvalid: true }).error).toMatch(
      /^EXPONENT_RANGE 2:1 @2: .* got 1e5000$/,
    );
  });

  test.each([
    ["1 2", '1:3 @2: expected the end of the line, got "2"'],
    ["1,\n2", '1:2 @1: expected the end of the line, got ","'],
    ["1\n01\n", '2:2 @3: expected the end of the line, got "1"'],
    ["[1,\n2]", "1:4 @3: expected a JSON value, got the end of the line"],
    ["[1\n,2]", "1:3 @2: expected , or ], got the end of the line"],
    ['{"a"\r\n:1}', "1:6 @5: expected :, got the end of the line"],
    ['"a\nb"', "1:3 @2: expected a character of a string or its closing quote, got the end of the line"],
    ["-\n1", "1:2 @1: expected a digit, got the end of the line"],
    ["tr\nue", "1:3 @2: expected true, got the end of the line"],
    ["1\n[2", "2:3 @4: expected , or ], got the end of the input"],
    ["1\nx\n", '2:1 @2: expected a JSON value, got "x"'],
    ["1\n.5", '2:1 @2: expected a JSON value, got "."'],
  ])("%j is BAD_FORMAT, never skipped: a value stays on its line", (text, fault) => {
    expect(read(text, { skipInvalid: true }).error).toBe(`BAD_FORMAT ${fault}`);
  });

  test("malformed wins over a bad number in the same line, not in one before", () => {
    expect(read('"x" y\n1').error).toMatch(/^BAD_FORMAT 1:5/);
    expect(read('"x"\ny').error).toMatch(/^BAD_NUMBER 1:1/);
    expect(read('"x"\n"y').error).toMatch(/^BAD_NUMBER 1:1/);
  });
});

describe("NDJSON with a field", () => {
  const field = "payment.amount";

  test("is an object a line that leads to a number, or to one in a string", () => {
    const text =
      '{"payment":{"amount":1.50}}\n\n{"id":7,"payment":{"amount":"-2","x":[{}]}}\r\n{"payment":{"amount":null}}';
    expect(read(text, { field })).toEqual({ calls: ["150e-2", "-2e0", "empty"], error: undefined });
  });

  test.each([
    ['{"payment":{"amount":1}}\n {"payment":{}}', "2:2 @26", "an object without it"],
    ["\n5", "2:1 @1", "5"],
    ["[1]", "1:2 @1", "1"],
    ["null", "1:1 @0", "null"],
  ])("%j: a line without it is NO_COLUMN at its place, never skipped", (text, place, got) => {
    expect(read(text, { field, skipInvalid: true }).error).toBe(
      `NO_COLUMN ${place}: expected the field "${field}", got ${got}`,
    );
  });

  test.each([
    ['{"a":"x"}', '"x"'],
    ['{"a":true}', "true"],
    ['{"a":{"b":1}}', "an object"],
  ])("%s is BAD_NUMBER where the value stands, or one skipped", (line, got) => {
    expect(read(`{"a":1}\n${line}\n{"a":2}`, { field: "a" })).toEqual({
      calls: ["1e0"],
      error: `BAD_NUMBER 2:6 @13: expected a number, got ${got}`,
    });
    expect(read(`{"a":1}\n${line}\n{"a":2}`, { field: "a", skipInvalid: true }).calls).toEqual([
      "1e0",
      "skipped",
      "2e0",
    ]);
  });

  test("an object stays on its line", () => {
    expect(read('{"a":\n1}', { field: "a" }).error).toBe(
      "BAD_FORMAT 1:6 @5: expected a JSON value, got the end of the line",
    );
  });

  test("what one line says is nothing to the next", () => {
    expect(read('{"a":1}\n{"b":1}', { field: "a" }).error).toMatch(/^NO_COLUMN 2:1/);
    expect(read('{"a":{"b":1}}\n{"b":1}', { field: "a.b" }).error).toMatch(/^NO_COLUMN 2:1/);
  });

  test("it goes on at the beginning of any line, and says where it stands", () => {
    const position = { line: 7, lineStart: 100, offset: 100 };
    const { calls, error } = decode(newNdjsonReader, ["1\n2\n", "x"], { position });
    expect(calls).toEqual(["1e0", "2e0"]);
    expect(error).toMatch(/^BAD_FORMAT 9:1 @104/);
    expect(position).toEqual({ line: 9, lineStart: 104, offset: 104 });
  });

  test("lines longer than any piece are read in bounded memory", () => {
    const line = `{"note":"${"é\\n".repeat(30_000)}","a":"${"0".repeat(16_383)}7"}\n`;
    for (const pieces of [byteByByte(bytesOf(line)), cutIntoPieces(bytesOf(line.repeat(3)), [65_521])]) {
      const { calls, error } = decode(newNdjsonReader, pieces, { field: "a" });
      expect(error).toBeUndefined();
      expect(new Set(calls)).toEqual(new Set(["7e0"]));
    }
  });
});

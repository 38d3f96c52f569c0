import { describe, expect, test } from "vitest";
import { NO_SINK } from "../../contract/sink.js";
import { newJsonReader } from "../../testing/readers.js";
import { newJsonDecoder, newNdjsonDecoder } from "./decoder.js";
import { bytesOf, cutIntoPieces, decode, decodeCutAnywhere, type Outcome } from "../../testing/recorder.js";

/** The outcomes for a string of `digits` in whole and in pieces. */
const inString = (digits: string): Outcome[] =>
  [[1_000_000], [500]].map((lengths) =>
    decode(newJsonReader, cutIntoPieces(bytesOf(`[{"a":"${digits}"}]`), lengths), { field: "a" }),
  );

const read = (data: string | Uint8Array, field: string, skipInvalid = false): Outcome =>
  decodeCutAnywhere(newJsonReader, data, { field, skipInvalid });

describe("field: the path", () => {
  test("may have more keys than calls fit on the stack", () => {
    const keys = 20_000;
    const text = `${'{"a":'.repeat(keys)}5${"}".repeat(keys)}`;
    const options = { field: Array(keys).fill("a").join("."), by: `${"a.".repeat(keys)}b` };
    for (const newDecoder of [newJsonReader, newJsonDecoder, newNdjsonDecoder]) {
      expect(decode(newDecoder, [text], options)).toEqual({ calls: ["5e0"], error: undefined });
    }
  });

  test.each([
    ["a", '[{"a":1}]'],
    ["a.b.c", '[{"a":{"b":{"c":1}}}]'],
    ["/a", '[{"a":1}]'],
    ["/a/b", '[{"a":{"b":1}}]'],
    ["/a.b", '[{"a.b":1}]'],
    ["/a~1b", '[{"a/b":1}]'],
    ["/a~0b", '[{"a~b":1}]'],
    ["/~01", '[{"~1":1}]'],
    ["/", '[{"":1}]'],
    ["/a//b", '[{"a":{"":{"b":1}}}]'],
    ["/0", '[{"0":1}]'],
    ["a/b", '[{"a/b":1}]'],
    ["a~1b", '[{"a~1b":1}]'],
    ["Preis €", '[{"Preis €":1}]'],
    ["😀", '[{"\\ud83d\\ude00":1}]'],
    ["é", '[{"\\u00e9":1}]'],
    ["€", '[{"\\u20aC":1}]'],
    ["a\nb", '[{"a\\nb":1}]'],
    ['"\\/', '[{"\\"\\\\\\/":1}]'],
    ["/\u0000", '[{"\\u0000":1}]'],
  ])("%j finds the number in %s", (field, text) => {
    expect(read(text, field)).toEqual({ calls: ["1e0"], error: undefined });
  });

  test.each([
    ["a", '[{"A":1}]'],
    ["a", '[{"aa":1}]'],
    ["aa", '[{"a":1}]'],
    ["a", '[{"b":"a"}]'],
    ["a", '[{"b":{"a":1}}]'],
    ["a", '[{"b":[{"a":1}]}]'],
    ["a.b", '[{"a.b":1}]'],
    ["a.b", '[{"b":1,"a":{}}]'],
    ["a.b", '[{"a":{"c":{"b":1}}}]'],
    ["a.b", '[{"a":5}]'],
    ["a.b", '[{"a":null}]'],
    ["a.b", '[{"a":"b"}]'],
    ["a.a", '[{"a":1}]'],
    ["/0", "[{}]"],
    ["\ud83d", '[{"\\ud83d":1}]'],
    ["😀", '[{"\\ud83d":1}]'],
    ["😀", '[{"\\ud83dx\\ude00":1}]'],
    ["😀", '[{"\\ud83d":0,"abc\\ude00":1}]'],
    ["a", "[{}]"],
  ])("%j is not in %s", (field, text) => {
    expect(read(text, field).error).toBe(
      `NO_COLUMN 1:2 @1: expected the field ${JSON.stringify(field)}, got an object without it`,
    );
  });

  test("a key of any length is compared in bounded memory", () => {
    const key = "k".repeat(16_384);
    for (const lengths of [[1_000_000], [999]]) {
      const outcome = (name: string): Outcome =>
        decode(newJsonReader, cutIntoPieces(bytesOf(`[{"${name}":1}]`), lengths), { field: key });
      expect(outcome(key).calls).toEqual(["1e0"]);
      expect(outcome(`${key}k`).error).toMatch(/^NO_COLUMN/);
      expect(outcome(`${key.slice(1)}`).error).toMatch(/^NO_COLUMN/);
      expect(outcome(key.repeat(20)).error).toMatch(/^NO_COLUMN/);
      expect(outcome(`${"\\u006b".repeat(16_384)}`).calls).toEqual(["1e0"]);
    }
  });

  test.each([
    ["", "field: expected a path or a JSON Pointer, got nothing"],
    ["/a~2", "field: expected ~0 or ~1 in a JSON Pointer"],
    ["/~", "field: expected ~0 or ~1 in a JSON Pointer"],
    ["k".repeat(16_385), "field: expected keys of at most 16 KiB"],
  ])("a field that is no path is misuse: RangeError", (field, message) => {
    const sink = NO_SINK;
    const make = (): unknown => newJsonReader({ sink, skipInvalid: false, field });
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });
});

describe("field: a number in each object of an array", () => {
  test("may stand in a string, by the text grammar, escapes decoded", () => {
    expect(read('[{"a":"+1."},{"a":"-.5e1"},{"a":"\\u0031\\u0032"},{"a":"007"}]', "a").calls).toEqual([
      "1e0",
      "-5e0",
      "12e0",
      "7e0",
    ]);
    expect(read('[{"a":"12345678901234567890"},{"a":1}]', "a").calls).toEqual([
      "678901234567890e0",
      "+12345e15",
      "1e0",
    ]);
  });

  test("null and the empty string count as empty", () => {
    expect(read('[{"a":null},{"a":""},{"a":0}]', "a")).toEqual({
      calls: ["empty", "empty", "0e0"],
      error: undefined,
    });
  });

  test.each([
    ['[{"a":"1,5"}]', '1:7 @6: expected a number, got "1,5"'],
    ['[{"a":" 1"}]', '1:7 @6: expected a number, got " 1"'],
    ['[{"a":" "}]', '1:7 @6: expected a number, got " "'],
    ['[{"a":"1\\n"}]', '1:7 @6: expected a number, got "1\\n"'],
    ['[{"a":true}]', "1:7 @6: expected a number, got true"],
    ['[{"a":["x"]}]', '1:8 @7: expected a number, got "x"'],
    ['[{"a":{"a":1}}]', "1:7 @6: expected a number, got an object"],
    ['[{"a":1},\n{"b":2, "a":\n"x"}]', '3:1 @23: expected a number, got "x"'],
  ])("%j is BAD_NUMBER, where the value stands", (text, fault) => {
    expect(read(text, "a").error).toBe(`BAD_NUMBER ${fault}`);
    expect(read(text, "a", true)).toEqual({
      calls: text.startsWith('[{"a":1}') ? ["1e0", "skipped"] : ["skipped"],
      error: undefined,
    });
  });

  test("a number past the bounds is EXPONENT_RANGE, in a string too, and never skipped", () => {
    expect(read('[{"a":1e5000}]', "a", true).error).toMatch(/^EXPONENT_RANGE 1:7 @6: .* got 1e5000$/);
    expect(read('[{"a":"1e5000"}]', "a", true).error).toMatch(/^EXPONENT_RANGE 1:7 @6: .* got "1e5000"$/);
    for (const { error } of inString("0".repeat(16_385))) expect(error).toMatch(/^EXPONENT_RANGE 1:7 @6/);
    for (const { calls } of inString("0".repeat(16_384))) expect(calls).toEqual(["0e0"]);
    for (const { error } of inString(`x${"0".repeat(50_000)}`)) expect(error).toMatch(/^BAD_NUMBER 1:7 @6/);
    for (const { calls } of inString("\\u0030".repeat(16_384))) expect(calls).toEqual(["0e0"]);
  });

  test("numbers elsewhere have no bounds but JSON's", () => {
    expect(read('[{"b":1e5000,"a":1}]', "a").calls).toEqual(["1e0"]);
    expect(decode(newJsonReader, [`[{"b":${"1".repeat(50_000)},"a":1}]`], { field: "a" }).calls).toEqual([
      "1e0",
    ]);
  });

  test.each([
    ["[5]", "5"],
    ["[null]", "null"],
    ['["a"]', '"a"'],
  ])("%s: an element that is no object is without the field", (text, got) => {
    expect(read(text, "a", true).error).toBe(`NO_COLUMN 1:2 @1: expected the field "a", got ${got}`);
  });

  test("an object without the field is NO_COLUMN where it begins, never skipped", () => {
    expect(read('[{"a":1},\n {"b":\n2}]', "a", true)).toEqual({
      calls: ["1e0"],
      error: 'NO_COLUMN 2:2 @11: expected the field "a", got an object without it',
    });
  });

  test("an array of nothing has no object without the field", () => {
    expect(read("[]", "a")).toEqual({ calls: [], error: undefined });
  });

  test("any other document is BAD_NUMBER", () => {
    expect(read("5", "a", true).error).toBe("BAD_NUMBER 1:1 @0: expected a JSON array or object, got 5");
    expect(read('"a"', "a").error).toBe('BAD_NUMBER 1:1 @0: expected a JSON array or object, got "a"');
    expect(read("", "a").error).toMatch(/^BAD_FORMAT 1:1 @0/);
  });
});

describe("field: of equal keys the last wins", () => {
  test.each([
    ["a", '[{"a":1,"a":2}]', ["2e0"]],
    ["a", '[{"a":"x","a":2}]', ["2e0"]],
    ["a", '[{"a":1e5000,"a":2}]', ["2e0"]],
    ["a", '[{"a":2,"a":[1,3]}]', ["1e0", "3e0"]],
    ["a.b", '[{"a":{"b":{"c":1}},"a":[{"b":1}]}]', ["1e0"]],
    ["a", '[{"a":1,"a":null}]', ["empty"]],
    ["a", '[{"a":12345678901234567890,"\\u0061":7}]', ["7e0"]],
    ["a.b", '[{"a":{"b":1},"a":{"b":2}}]', ["2e0"]],
    ["a.b", '[{"a":5,"a":{"b":2}}]', ["2e0"]],
    ["a.b", '[{"a":{"b":1,"b":3},"c":{"b":4}}]', ["3e0"]],
    ["a.b", '[{"a":{"b":1,"c":{"b":9}}}]', ["1e0"]],
  ])("%s in %s", (field, text, calls) => {
    expect(read(text, field)).toEqual({ calls, error: undefined });
  });

  test.each([
    ["a", '[{"a":1,"a":"x"}]', "BAD_NUMBER 1:13 @12"],
    ["a.b", '[{"a":{"b":1},"a":{}}]', "NO_COLUMN 1:2 @1"],
    ["a.b", '[{"a":{"b":1},"a":5}]', "NO_COLUMN 1:2 @1"],
    ["a.b", '[{"a":{"b":"x"},"a":null}]', "NO_COLUMN 1:2 @1"],
    ["a.b.c", '[{"a":{"b":{"c":1},"b":{}}}]', "NO_COLUMN 1:2 @1"],
  ])("%s in %s is a fault", (field, text, fault) => {
    expect(read(text, field).error?.startsWith(`${fault}:`)).toBe(true);
    expect(read(text, field).calls).toEqual([]);
  });
});

describe("field: the array of numbers inside one object", () => {
  test("gives its numbers as they come", () => {
    expect(read('{"x":[7],"a":[1,"2",-3.5,"+.5"],"y":{"a":[8]}}', "a")).toEqual({
      calls: ["1e0", "2e0", "-35e-1", "5e-1"],
      error: undefined,
    });
    expect(read('{"a":{"b":[1,2]},"b":[3]}', "/a/b").calls).toEqual(["1e0", "2e0"]);
    expect(read('{"a":[]}', "a")).toEqual({ calls: [], error: undefined });
  });

  test("null and the empty string count as empty", () => {
    expect(read('{"a":[null,"",1]}', "a").calls).toEqual(["empty", "empty", "1e0"]);
  });

  test.each([
    ['{"a":[1,"x"]}', '1:9 @8: expected a number, got "x"'],
    ['{"a":[1,true]}', "1:9 @8: expected a number, got true"],
    ['{"a":[1,["x"]]}', '1:10 @9: expected a number, got "x"'],
    ['{"a":[1,{"a":2}]}', "1:9 @8: expected a number, got an object"],
  ])("%s is BAD_NUMBER, or one skipped", (text, fault) => {
    expect(read(text, "a").error).toBe(`BAD_NUMBER ${fault}`);
    expect(read(text, "a", true)).toEqual({ calls: ["1e0", "skipped"], error: undefined });
  });

  test("may be a single number as well", () => {
    expect(read('{"a":5}', "a").calls).toEqual(["5e0"]);
    expect(read('{"a":"5"}', "a").calls).toEqual(["5e0"]);
    expect(read('{"a":null}', "a").calls).toEqual(["empty"]);
    expect(read('{"a":{"a":[1]}}', "a").error).toBe("BAD_NUMBER 1:6 @5: expected a number, got an object");
  });

  test("without it is NO_COLUMN where the object begins", () => {
    expect(read(' {"b":[1]}', "a", true).error).toBe(
      'NO_COLUMN 1:2 @1: expected the field "a", got an object without it',
    );
    expect(read('{"a":{"c":[1]}}', "a.b").error).toMatch(/^NO_COLUMN 1:1 @0/);
  });

  test.each([
    ["a", '{"a":[1],"a":[2]}', 14, "a second one"],
    ["a", '{"a":[],"a":[]}', 13, "a second one"],
    ["a", '[{"a":[1],"a":5}]', 15, "another value"],
    ["a", '{"a":[1],"a":null}', 14, "another value"],
    ["a", '{"a":[1],"a":{}}', 14, "another value"],
    ["a.b", '{"a":{"b":[1]},"a":{"b":[2]}}', 20, "another value"],
    ["a.b", '{"a":{"b":[1]},"a":5,"a":{"b":[2]}}', 20, "another value"],
    ["a.b", '{"a":[{"b":1}],"a":{"b":2}}', 20, "another value"],
    ["a.b", '{"a":[],"a":[{"b":2}]}', 13, "a second one"],
    ["a.b", '{"a":[{"b":[1],"b":2}]}', 20, "another value"],
    ["a.b", '{"a":[{"b":1},{"b":[2]}],"b":1,"a":0}', 36, "another value"],
  ])(
    "an array that a later value replaces is BAD_FORMAT, never a smaller or greater total: %s in %s",
    (field, text, column, got) => {
      expect(read(text, field, true).error).toBe(
        `BAD_FORMAT 1:${column} @${column - 1}: expected one array at "${field}", got ${got}`,
      );
    },
  );

  test("an array may replace what is none", () => {
    expect(read('{"a":5,"a":[1]}', "a")).toEqual({ calls: ["1e0"], error: undefined });
    expect(read('{"a":{"b":5},"a":[{"b":1},{"b":2}]}', "a.b").calls).toEqual(["1e0", "2e0"]);
  });
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Grouped, grouped, groupedCutAnywhere } from "../../testing/grouped.js";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { bytesOf, cutIntoPieces, decode, type Options } from "../../testing/recorder.js";

const lines = (data: string | Uint8Array, options: Options = {}): Grouped =>
  groupedCutAnywhere(newNdjsonReader, data, { field: "n", by: "k", ...options });
const json = (data: string, options: Options = {}): Grouped =>
  groupedCutAnywhere(newJsonReader, data, { field: "n", by: "k", ...options });

/** One object with that key, in NDJSON and pieces of several lengths. */
function readInPieces(key: string): Grouped {
  const bytes = bytesOf(`{"n":1,"k":${key}}`);
  const options = { field: "n", by: "k" };
  const whole = grouped(newNdjsonReader, [bytes], options);
  for (const length of [7, 16_384, 16_385]) {
    expect(grouped(newNdjsonReader, cutIntoPieces(bytes, [length]), options)).toEqual(whole);
  }
  return whole;
}

describe("keys in NDJSON and JSON", () => {
  test("stand before or after the number, in each line or each object of an array", () => {
    const expected = [
      ["north", ["1e0", "4e0"]],
      ["south", ["25e-1"]],
    ];
    const objects = ['{"k":"north","n":1}', '{"n":"2.5","x":{"k":"x"},"k":"south"}', '{"n":4,"k":"north"}'];
    expect(lines(objects.join("\n"))).toEqual(expected);
    expect(json(`[${objects.join(", ")}]`)).toEqual(expected);
  });

  test("are found by paths that may share their beginning, or be the same", () => {
    const text = '{"pay":{"amount":5,"by":{"k":"EUR"}}}\n{"pay":{"by":{"k":"USD"},"amount":7}}';
    expect(lines(text, { field: "pay.amount", by: "pay.by.k" })).toEqual([
      ["EUR", ["5e0"]],
      ["USD", ["7e0"]],
    ]);
    expect(lines(text, { field: "/pay/amount", by: "/pay/amount" })).toEqual([
      ["5", ["5e0"]],
      ["7", ["7e0"]],
    ]);
  });

  test("are strings with their escapes decoded, numbers as they are spelled, words; null is the empty one", () => {
    const keys = [
      '"a\\tb"',
      '"\\u00e9"',
      '"é"',
      '""',
      "null",
      "1",
      "1.0",
      '"1"',
      "-1E5",
      "true",
      "false",
      '"true"',
      '"\\ud83d\\ude00"',
    ];
    const objects = keys.map((key, i) => `{"k":${key},"n":${i}}`);
    const expected = [
      ["a\tb", ["0e0"]],
      ["é", ["1e0", "2e0"]],
      ["", ["3e0", "4e0"]],
      ["1", ["5e0", "7e0"]],
      ["1.0", ["6e0"]],
      ["-1E5", ["8e0"]],
      ["true", ["9e0", "11e0"]],
      ["false", ["10e0"]],
      ["😀", ["12e0"]],
    ];
    expect(lines(objects.join("\n"))).toEqual(expected);
    expect(json(`[${objects.join(",")}]`)).toEqual(expected);
  });

  test("of equal ones in an object the last wins", () => {
    expect(lines('{"k":"a","n":1,"k":"b"}\n{"k":{},"k":"c","n":2}\n{"k":[],"n":3,"k":null}')).toEqual([
      ["b", ["1e0"]],
      ["c", ["2e0"]],
      ["", ["3e0"]],
    ]);
    expect(lines('{"k":"a","n":1,"k":[]}')).toEqual({
      error: 'NO_COLUMN 1:20 @19: expected a key at "k", got an array',
    });
    expect(lines('{"a":{"k":"x"},"n":1,"a":{}}', { by: "a.k" })).toHaveProperty("error");
    expect(lines('{"a":{"k":"x"},"n":1,"a":{"k":"y"}}', { by: "a.k" })).toEqual([["y", ["1e0"]]]);
  });

  test("have a group even if that has no number", () => {
    expect(lines('{"k":"a","n":null}\n{"k":"b","n":"x"}', { skipInvalid: true })).toEqual([
      ["a", ["empty"]],
      ["b", ["skipped"]],
    ]);
  });

  test("are no matter where nobody asks for groups", () => {
    expect(decode(newNdjsonReader, ['{"n":1}\n{"n":2}'], { field: "n", by: "k" }).calls).toEqual([
      "1e0",
      "2e0",
    ]);
    expect(decode(newNdjsonReader, ["1\n2"], { by: "k" }).calls).toEqual(["1e0", "2e0"]);
  });
});

describe("keys in NDJSON and JSON: faults", () => {
  test.each<[what: string, data: string, options: Options, error: string]>([
    ["none", '{"k":"a","n":1}\n {"n":2}', {}, '2:2 @17: expected a key at "k", got an object without it'],
    [
      "at the wrong depth",
      '{"n":1,"x":{"k":"a"}}',
      {},
      '1:1 @0: expected a key at "k", got an object without it',
    ],
    [
      "not on the path",
      '{"n":1,"a":"b"}',
      { by: "a.k" },
      '1:1 @0: expected a key at "a.k", got an object without it',
    ],
    ["an object", '{"n":1,"k":{"a":1}}', {}, '1:12 @11: expected a key at "k", got an object'],
    ["an array", '{"k":["a"],"n":1}', {}, '1:6 @5: expected a key at "k", got an array'],
  ])("%s is NO_COLUMN", (_what, data, options, error) => {
    expect(lines(data, options)).toEqual({ error: `NO_COLUMN ${error}` });
    expect(lines(data, { ...options, skipInvalid: true })).toEqual({ error: `NO_COLUMN ${error}` });
  });

  test("what has no field is told as without keys", () => {
    expect(lines('{"k":"a"}')).toEqual({
      error: 'NO_COLUMN 1:1 @0: expected the field "n", got an object without it',
    });
    expect(json('[{"k":"a","n":1},5]')).toEqual({
      error: 'NO_COLUMN 1:18 @17: expected the field "n", got 5',
    });
  });

  test("malformed JSON goes before a bad key", () => {
    expect(json('[{"n":1},')).toHaveProperty("error", expect.stringMatching(/^BAD_FORMAT 1:10/));
    expect(json('[{"n":1},{]')).toHaveProperty("error", expect.stringMatching(/^BAD_FORMAT 1:11/));
  });

  test("a key that is not UTF-8, or half of a character, is BAD_FORMAT", () => {
    const latin1 = Uint8Array.from('{"k":"m\u00fc","n":1}', (character) => character.charCodeAt(0));
    expect(lines(latin1)).toEqual({ error: 'BAD_FORMAT 1:6 @5: expected a key in UTF-8, got "m\ufffd"' });
    expect(lines('{"k":"\\ud800","n":1}')).toHaveProperty(
      "error",
      expect.stringMatching(/^BAD_FORMAT 1:6 @5/),
    );
  });

  test("a key longer than 16 KiB is BAD_FORMAT", () => {
    const long = "1".repeat(16_384);
    expect(readInPieces(`"${long}"`)).toEqual([[long, ["1e0"]]]);
    expect(readInPieces(long)).toEqual([[long, ["1e0"]]]);
    const error = "BAD_FORMAT 1:12 @11: expected a key of at most 16 KiB, got a longer one";
    for (const key of [`"${long}1"`, `${long}1`, `"${long}\\n${long}"`])
      expect(readInPieces(key)).toEqual({ error });
  });

  test.each([
    [{ by: 1 }, "by: expected a path, got 1"],
    [{ by: "" }, "by: expected a path or a JSON Pointer, got nothing"],
    [{ by: "/~" }, "by: expected ~0 or ~1 in a JSON Pointer, got another ~"],
    [{ by: "x".repeat(16_385) }, "by: expected keys of at most 16 KiB, got a longer one"],
    [{ field: undefined }, "by: expected the option field beside it, got none"],
  ])("the options %j are a RangeError", (options, message) => {
    expect(() => lines("", options)).toThrow(new RangeError(message));
    expect(() => json("[]", options)).toThrow(new RangeError(message));
  });
});

test("any objects give what a Map of what JSON.parse gives, cut anywhere", () => {
  const key = fc.oneof(fc.constantFrom("a", "b", "", "é😀"), fc.string({ unit: "grapheme", maxLength: 12 }));
  const row = fc.record({
    k: fc.oneof(key, fc.boolean(), fc.constant(null)),
    n: fc.integer(),
    x: fc.jsonValue(),
  });
  const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 8 }), lengths, (rows, pieces) => {
      const groups = new Map<string, string[]>();
      for (const { k, n } of rows) {
        const name = String(k ?? "");
        groups.set(name, [...(groups.get(name) ?? []), `${n}e0`]);
      }
      const options = { field: "n", by: "k" };
      const text = rows.map((one) => `${JSON.stringify(one)}\n`).join("");
      const array = JSON.stringify(rows, undefined, 1);
      expect(grouped(newNdjsonReader, cutIntoPieces(bytesOf(text), pieces), options)).toEqual([...groups]);
      expect(grouped(newJsonReader, cutIntoPieces(bytesOf(array), pieces), options)).toEqual([...groups]);
    }),
    { numRuns: 300 },
  );
});

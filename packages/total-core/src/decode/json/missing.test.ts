/** `skipMissing`: objects without the field count as empty. */
import { describe, expect, test } from "vitest";
import { joinedKeys } from "../../contract/group-keys.js";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { decodeCutAnywhere, type Outcome } from "../../testing/recorder.js";
import { groupedCutAnywhere } from "../../testing/grouped.js";

const MISSING = ["empty", "missing"];
const lines = (text: string, field = "a.b"): Outcome =>
  decodeCutAnywhere(newNdjsonReader, text, { field, skipMissing: true });
const json = (text: string, field = "a.b"): Outcome =>
  decodeCutAnywhere(newJsonReader, text, { field, skipMissing: true });

describe("skipMissing", () => {
  test.each([
    "{}",
    '{"a":{}}',
    '{"a":5}',
    '{"a":"x"}',
    '{"a":null}',
    '{"b":{"b":1}}',
    "null",
    '{"a":[null]}',
    '{"a":{"b":1},"a":{}}',
  ])("%s has no field: it is empty, and counted as missing", (text) => {
    expect(lines(`{"a":{"b":1}}\n${text}`)).toEqual({ calls: ["1e0", ...MISSING], error: undefined });
    expect(json(`[{"a":{"b":1}},${text}]`)).toEqual({ calls: ["1e0", ...MISSING], error: undefined });
  });

  test("a null or an empty string in the field is empty, and not missing", () => {
    expect(lines('{"a":{"b":null}}\n{"a":{"b":""}}').calls).toEqual(["empty", "empty"]);
  });

  test("each element of an array on the way is an object of its own", () => {
    expect(json('{"a":[{"b":1},{"c":2},{"b":3},null,{}]}').calls).toEqual([
      "1e0",
      ...MISSING,
      "3e0",
      ...MISSING,
      ...MISSING,
    ]);
    expect(json('{"a":[]}').calls).toEqual([]);
  });

  test.each([
    ["5", "5"],
    ['"x"', '"x"'],
    ["true", "true"],
  ])("%s is no object that could lack a field: NO_COLUMN", (text, got) => {
    expect(lines(`{}\n${text}`).error).toBe(`NO_COLUMN 2:1 @3: expected the field "a.b", got ${got}`);
    expect(json(`{"a":[{},${text}]}`).error).toBe(`NO_COLUMN 1:10 @9: expected the field "a.b", got ${got}`);
  });

  test("damage is a fault all the same", () => {
    expect(lines('{"b":1').error).toMatch(/^BAD_FORMAT/);
    expect(json('[{"b":1},').error).toMatch(/^BAD_FORMAT/);
  });

  test("an object with a key has its group; without a key it belongs to none", () => {
    const options = { field: "n", by: "k", skipMissing: true };
    expect(groupedCutAnywhere(newNdjsonReader, '{"k":"a","n":1}\n{}\n{"k":"b"}', options)).toEqual([
      ["a", ["1e0", "empty"]],
      ["b", ["empty"]],
    ]);
    expect(groupedCutAnywhere(newNdjsonReader, '{"k":"a","n":1}\n{"n":2}', options)).toEqual({
      error: 'NO_COLUMN 2:1 @16: expected a key at "k", got an object without it',
    });
  });

  test("an element without the field wants no key of the objects around it", () => {
    const options = { field: "a.n", by: "k", skipMissing: true };
    expect(groupedCutAnywhere(newNdjsonReader, '{"k":"x","a":[{"n":1}]}\n{"a":[{},{}]}', options)).toEqual([
      ["x", ["1e0", "empty", "empty"]],
    ]);
    const deep = { field: "a.b.n", by: ["k", "a.l"], skipMissing: true };
    const known = '{"k":"x","a":[{"l":"y","b":[{"n":1}]}]}';
    expect(groupedCutAnywhere(newNdjsonReader, `${known}\n{"a":[{"b":[{}]}]}`, deep)).toEqual([
      [joinedKeys(["x", "y"]), ["1e0", "empty"]],
    ]);
    expect(groupedCutAnywhere(newNdjsonReader, '{"k":"x","a":[{"b":[{},{"n":2}]}]}', deep)).toEqual({
      error: 'NO_COLUMN 1:15 @14: expected a key at "a.l", got an object without it',
    });
  });
});

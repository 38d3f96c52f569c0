import { describe, expect, test } from "vitest";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { decodeCutAnywhere, type Outcome } from "../../testing/recorder.js";

const read = (data: string | Uint8Array, field: string, skipInvalid = false): Outcome =>
  decodeCutAnywhere(newJsonReader, data, { field, skipInvalid });

describe("field: a path goes through arrays on its way", () => {
  test.each([
    ["data.x", '{"data":[{"x":1},{"x":2}]}', ["1e0", "2e0"]],
    ["/data/x", '{"data":[{"x":1},{"x":2}]}', ["1e0", "2e0"]],
    ["a", '[{"a":[1,"2"]},{"a":3},{"a":[null]}]', ["1e0", "2e0", "3e0", "empty"]],
    ["o.i.p", '{"o":[{"i":[{"p":1},{"p":2}]},{"i":[{"p":3}]}]}', ["1e0", "2e0", "3e0"]],
    ["o.i.p", '[{"o":{"i":[{"p":1}]}},{"o":[{"i":{"p":2}}]}]', ["1e0", "2e0"]],
    ["a", '[[{"a":1}],[[{"a":2}]],{"a":3}]', ["1e0", "2e0", "3e0"]],
    ["a.b", '{"a":[[{"b":1}],{"b":[[2],[[3]]]}]}', ["1e0", "2e0", "3e0"]],
    ["a.b", '{"a":[{"b":1,"b":2},{"b":{},"b":3}]}', ["2e0", "3e0"]],
    ["a.b", '{"a":[{"c":[{"b":9}],"b":1}],"b":8,"c":{"a":[{"b":7}]}}', ["1e0"]],
  ])("%s in %s", (field, text, calls) => {
    expect(read(text, field)).toEqual({ calls, error: undefined });
    const line = decodeCutAnywhere(newNdjsonReader, text, { field });
    expect(line).toEqual({ calls, error: undefined });
  });

  test.each(["[]", '{"data":[]}', "[[],[[]]]", '[{"data":[]},{"data":[[]]}]'])(
    "%s: an empty array has no object that lacks a number",
    (text) => {
      expect(read(text, "data.x")).toEqual({ calls: [], error: undefined });
    },
  );

  test.each([
    ['{"data":[{"x":1},{"y":2}]}', "1:18 @17", "an object without it"],
    ['{"data":[{"x":1},\n {"y":[{"x":2}]}]}', "2:2 @19", "an object without it"],
    ['{"data":[{"x":1},5]}', "1:18 @17", "5"],
    ['{"data":[{"x":1},null]}', "1:18 @17", "null"],
    ['{"data":[["x"]]}', "1:11 @10", '"x"'],
    ['{"y":[{"x":1}]}', "1:1 @0", "an object without it"],
    ['{"data":5}', "1:1 @0", "an object without it"],
    ['[{"data":[{"x":1}]},{"data":{}}]', "1:21 @20", "an object without it"],
  ])("%s: an element without the field is NO_COLUMN where it begins, never skipped", (text, place, got) => {
    expect(read(text, "data.x", true).error).toBe(
      `NO_COLUMN ${place}: expected the field "data.x", got ${got}`,
    );
  });

  test("a value that is no number is BAD_NUMBER where it stands, or skipped", () => {
    const text = '{"data":[{"x":1},{"x":"y"},{"x":{}},{"x":[true]}]}';
    expect(read(text, "data.x").error).toBe('BAD_NUMBER 1:23 @22: expected a number, got "y"');
    expect(read(text, "data.x", true).calls).toEqual(["1e0", "skipped", "skipped", "skipped"]);
  });
});

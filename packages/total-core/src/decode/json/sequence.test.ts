/** Documents one after another, as `jq` writes them. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newJsonReader, newNdjsonReader } from "../../testing/readers.js";
import { bytesOf, cutIntoPieces, decode, decodeCutAnywhere, type Outcome } from "../../testing/recorder.js";
import type { TotalError } from "../../contract/errors.js";
import { NO_SINK } from "../../contract/sink.js";
import { JsonReader } from "./reader.js";

const read = (data: string, field?: string, skipInvalid = false): Outcome =>
  decodeCutAnywhere(newJsonReader, data, { field, skipInvalid, isSequence: true });

/** The ways out that JSON's one document has if it is this. */
function hintsOf(text: string): unknown {
  const reader = new JsonReader({ sink: NO_SINK, skipInvalid: false });
  try {
    reader.push(bytesOf(text));
  } catch (error) {
    return (error as TotalError).hints;
  }
  return undefined;
}

describe("a sequence of documents", () => {
  test.each([
    ["objects that span lines", '{\n  "a": 1\n}\n{\n  "a": 2\n}\n'],
    ["objects in lines", '{"a":1}\n{"a":2}\n'],
    ["objects in a line", '{"a":1} {"a":2}'],
    ["objects without white space between them", '{"a":1}{"a":2}'],
    ["an object in a line before one that spans lines", '{"a":1}\r\n\r\n{"a":\n2}'],
    ["arrays of objects", '[{"a":1}]\n[]\n[{"a":[2]}\n]'],
    ["objects and arrays", '\n\t{"a":1}[{"a":2}]'],
  ])("%s are each read as a line of NDJSON is", (_what, text) => {
    expect(read(text, "a")).toEqual({ calls: ["1e0", "2e0"], error: undefined });
  });

  test.each(["[1,2]\n[3]", "[1,2][3]", "[\n1,\n2]\n3", "1 2\n3", "1[2] [3][]"])(
    "%j without a field: a document is a number or an array of numbers",
    (text) => {
      expect(read(text)).toEqual({ calls: ["1e0", "2e0", "3e0"], error: undefined });
    },
  );

  test.each([
    ['{"a":1}\n{"a":2', "BAD_FORMAT 2:7 @14: expected , or }, got the end of the input"],
    ['{"a":1\n{"a":2}', 'BAD_FORMAT 2:1 @7: expected , or }, got "{"'],
    ['{"a":1},{"a":2}', 'BAD_FORMAT 1:8 @7: expected another JSON document or the end of the input, got ","'],
    ['{"a":1}]', 'BAD_FORMAT 1:8 @7: expected another JSON document or the end of the input, got "]"'],
    ['{"a":1}\nx', 'BAD_FORMAT 2:1 @8: expected a JSON value, got "x"'],
    ['{"a":1}5', 'BAD_FORMAT 1:8 @7: expected another JSON document or the end of the input, got "5"'],
    ["", "BAD_FORMAT 1:1 @0: expected a JSON value, got the end of the input"],
    [" \n", "BAD_FORMAT 2:1 @2: expected a JSON value, got the end of the input"],
    ['{"a":1}\n{"b":2}', 'NO_COLUMN 2:1 @8: expected the field "a", got an object without it'],
    ['{"a":1}\nnull', 'NO_COLUMN 2:1 @8: expected the field "a", got null'],
    ['{"a":1}\n5', 'NO_COLUMN 2:1 @8: expected the field "a", got 5'],
    ['{"a":1}\n{"a":\n"x"}', 'BAD_NUMBER 3:1 @14: expected a number, got "x"'],
  ])("%j is a fault at its place", (text, error) => {
    expect(read(text, "a").error).toBe(error);
  });

  test("numbers in the place of documents stand apart", () => {
    expect(read("1[2]").calls).toEqual(["1e0", "2e0"]);
    expect(read('[1]"2"').error).toMatch(/^BAD_FORMAT 1:4/);
    expect(read("[1]2").error).toMatch(/^BAD_FORMAT 1:4/);
    expect(read('[1]\n"2"', undefined, true).error).toMatch(
      /^BAD_NUMBER 2:1 .* expected a JSON array of numbers/,
    );
  });

  test("a fault in a document's numbers counts when the document ends, not in the next one", () => {
    expect(read('{"a":"x"}\n}', "a").error).toMatch(/^BAD_NUMBER 1:6/);
    expect(read('{"a":"x"}{', "a").error).toMatch(/^BAD_NUMBER 1:6/);
    expect(read('{"a":"x"', "a").error).toMatch(/^BAD_FORMAT 1:9/);
  });

  test("JSON that is to be one document says how to read several", () => {
    expect(hintsOf("[1]\n[2]")).toEqual([
      { program: "cat", asStored: true, format: "any", when: "if it is one JSON document after another" },
    ]);
    expect(hintsOf("[1]\n]")).toEqual([]);
  });

  const document = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.record({ a: fc.integer() }));
  const layout = fc.constantFrom<[indent: number | string | undefined, after: string]>(
    [undefined, "\n"],
    [1, "\n"],
    ["\t", "\r\n\r\n"],
    [undefined, " "],
  );

  test("however it is laid out and cut, it is what its lines are in NDJSON", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(document, layout), { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        (documents, lengths) => {
          const options = { field: "a", skipInvalid: true, skipMissing: true };
          const lines = documents.map(([value]) => `${JSON.stringify(value)}\n`).join("");
          const text = documents
            .map(([value, [indent, after]]) => JSON.stringify(value, null, indent) + after)
            .join("");
          const expected = decode(newNdjsonReader, [lines], options);
          const sequence = decode(newJsonReader, cutIntoPieces(bytesOf(text), lengths), {
            ...options,
            isSequence: true,
          });
          expect(sequence.calls).toEqual(expected.calls);
          expect(sequence.error?.replace(/ .*:/, "")).toBe(expected.error?.replace(/ .*:/, ""));
        },
      ),
      { numRuns: 500 },
    );
  });
});

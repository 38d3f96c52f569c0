import { describe, expect, test } from "vitest";
import { NO_SINK } from "../../contract/sink.js";
import { newJsonReader } from "../../testing/readers.js";
import { JsonReader } from "./reader.js";
import { bytesOf, cutIntoPieces, decode, decodeCutAnywhere, type Outcome } from "../../testing/recorder.js";

const read = (data: string | Uint8Array, options = {}): Outcome =>
  decodeCutAnywhere(newJsonReader, data, options);

describe("JSON: an array of numbers", () => {
  test("gives its numbers, in every spelling of RFC 8259", () => {
    expect(read("[1, -2.50, 3e2 ,\n0.1E-1\t, -0, 12345678901234567890]").calls).toEqual([
      "1e0",
      "-250e-2",
      "3e2",
      "1e-2",
      "0e0",
      "678901234567890e0",
      "+12345e15",
    ]);
    expect(read("\ufeff[1]").calls).toEqual(["1e0"]);
    expect(read("[]")).toEqual({ calls: [], error: undefined });
  });

  test.each([
    ['[1,"2"]', '1:4 @3: expected a number, got "2"'],
    ["[null]", "1:2 @1: expected a number, got null"],
    ["[true]", "1:2 @1: expected a number, got true"],
    ["[1,\n false]", "2:2 @5: expected a number, got false"],
    ["[[1]]", "1:2 @1: expected a number, got an array"],
    ['[{"a":1}]', "1:2 @1: expected a number, got an object"],
    ['["\\ud83d\\ude00"]', '1:2 @1: expected a number, got "😀"'],
    ['["\\ud83dx\\ude00"]', '1:2 @1: expected a number, got "\ufffd\ufffd\ufffdx\ufffd\ufffd\ufffd"'],
    ['["\\u0041\\""]', '1:2 @1: expected a number, got "A\\""'],
    [`["${"x".repeat(61)}"]`, `1:2 @1: expected a number, got "${"x".repeat(60)}"…`],
    ["5", "1:1 @0: expected a JSON array of numbers, got 5"],
    [" -1.50 ", "1:2 @1: expected a JSON array of numbers, got -1.50"],
    ["{}", "1:1 @0: expected a JSON array of numbers, got an object"],
    ['{"a":[1]}', "1:1 @0: expected a JSON array of numbers, got an object"],
    ["null", "1:1 @0: expected a JSON array of numbers, got null"],
    ['"[1]"', '1:1 @0: expected a JSON array of numbers, got "[1]"'],
  ])("%j is BAD_NUMBER", (text, fault) => {
    expect(read(text).error).toBe(`BAD_NUMBER ${fault}`);
  });

  test("a number past the bounds is EXPONENT_RANGE", () => {
    expect(read("[1,1e5000]").error).toMatch(/^EXPONENT_RANGE 1:4 @3: expected .*, got 1e5000$/);
    expect(decode(newJsonReader, ["[0.", "0".repeat(16_381), "]"]).error).toBeUndefined();
    for (const lengths of [[1_000_000], [1000], [1]]) {
      const long = bytesOf(`[0.${"0".repeat(16_384)}]`);
      expect(decode(newJsonReader, cutIntoPieces(long, lengths)).error).toMatch(
        new RegExp(`^EXPONENT_RANGE 1:2 @1: .* got 0\\.0{58}…$`),
      );
    }
  });

  test("skipInvalid counts what is no number, one for each element", () => {
    expect(read('[1,"x",null,true,[2,[3]],{"a":4},5]', { skipInvalid: true })).toEqual({
      calls: ["1e0", "skipped", "skipped", "skipped", "skipped", "skipped", "5e0"],
      error: undefined,
    });
  });

  test.each(["5", "{}", '"x"', "null", '{"a":[1]}'])(
    "skipInvalid never skips JSON that is no list: %s",
    (text) => {
      expect(read(text, { skipInvalid: true }).error).toMatch(
        /^BAD_NUMBER 1:1 @0: expected a JSON array of numbers/,
      );
    },
  );

  test("skipInvalid never skips EXPONENT_RANGE or malformed JSON", () => {
    expect(read("[null,1e5000]", { skipInvalid: true }).error).toMatch(/^EXPONENT_RANGE 1:7/);
    expect(read("[null,01]", { skipInvalid: true }).error).toMatch(/^BAD_FORMAT 1:8/);
  });
});

describe("JSON: malformed wins over a bad number before it", () => {
  const MIB = 1_048_576;

  test("of faults in the numbers the first is told, when the document has ended", () => {
    expect(read('["x",1e5000,null]').error).toMatch(/^BAD_NUMBER 1:2 /);
    expect(read('[1e5000,"x"]').error).toMatch(/^EXPONENT_RANGE 1:2 /);
    expect(read('["x",01]').error).toMatch(/^BAD_FORMAT 1:7 /);
    expect(read('["x"').error).toMatch(/^BAD_FORMAT 1:5 /);
    expect(read("{} x").error).toMatch(/^BAD_FORMAT 1:4 /);
    expect(read("5 x").error).toMatch(/^BAD_FORMAT 1:3 /);
  });

  test.each([
    ["a bad element", '[1,"x"', 3],
    ["a number past the bounds", "[1,1e5000", 3],
    ["JSON that is no list", '{"a":1', 0],
  ])("%s is held for 1 MiB, counted from its first byte", (_, start, place) => {
    for (const lengths of [[8 * MIB], [65_536], [65_521, 3], [100_003]]) {
      const malformedAt = (offset: number): string | undefined => {
        const bytes = bytesOf(start + " ".repeat(offset - start.length) + "!".repeat(3));
        return decode(newJsonReader, cutIntoPieces(bytes, lengths)).error?.slice(0, 10);
      };
      expect(malformedAt(place + MIB - 1)).toBe("BAD_FORMAT");
      expect(malformedAt(place + MIB)).not.toBe("BAD_FORMAT");
    }
  });

  test("what is held is thrown when the 1 MiB have come, not at the end of the source", () => {
    const decoder = newJsonReader({
      sink: NO_SINK,
      skipInvalid: false,
    });
    decoder.push(bytesOf(`[null,${" ".repeat(MIB - 6)}`));
    expect(() => decoder.push(bytesOf(" "))).toThrow("line 1, column 2: expected a number, got null");
  });

  test("at just 1 MiB what is held wins over an early end", () => {
    const started = bytesOf("[null,");
    expect(decode(newJsonReader, [started, " ".repeat(MIB - 6)]).error).toMatch(/^BAD_FORMAT/);
    expect(decode(newJsonReader, [started, " ".repeat(MIB - 5)]).error).toMatch(/^BAD_NUMBER 1:2 @1/);
  });

  test.each([
    ["string", '"', "x"],
    ["number", "", "1"],
  ])("a %s longer than that is told, though it never ends or ends malformed", (_, begin, byte) => {
    const code = begin === "" ? "EXPONENT_RANGE" : "BAD_NUMBER";
    const element = (length: number): Uint8Array =>
      bytesOf(`[${begin}${byte.repeat(length - begin.length)}\u0000`);
    for (const lengths of [[8 * MIB], [65_536], [7777]]) {
      const outcome = (length: number): string | undefined =>
        decode(newJsonReader, cutIntoPieces(element(length), lengths)).error;
      expect(outcome(MIB - 1)).toMatch(new RegExp(`^BAD_FORMAT 1:${MIB + 1} @${MIB}:`));
      expect(outcome(MIB)).toMatch(new RegExp(`^${code} 1:2 @1: .*…$`));
    }
  });
});

describe("JsonReader: a list that is taken over and handed back", () => {
  const sink = NO_SINK;

  test.each([
    ["", false],
    ["[", true],
    ["[ ", true],
    ["[1", false],
    ["[1 ", false],
    ["[1,", true],
    ["[1,\n", true],
    ['[1,"', false],
    ["[[", false],
    ["[[]", false],
    ["[1]", false],
    ["{", false],
    ['{"a":[', false],
    ["[null", false],
    ["[null,", false],
  ])("%j: an element may begin: %s", (text, mayBegin) => {
    const decoder = new JsonReader({ sink, skipInvalid: false });
    decoder.push(bytesOf(text));
    expect(decoder.isAtElement).toBe(mayBegin);
  });

  test.each([
    ["[", false],
    ['{"a":[', true],
    ['{"a":[1,', true],
    ['{"a":["1" ', false],
    ['{"a":[[', true],
    ['{"a":[{', false],
    ['{"a":[1]', false],
    ['{"b":[', false],
  ])("%j with a field: an element may begin: %s", (text, mayBegin) => {
    const decoder = new JsonReader({ sink, skipInvalid: false, field: "a" });
    decoder.push(bytesOf(text));
    expect(decoder.isAtElement).toBe(mayBegin);
  });

  test("the decoder goes on where it is told that it stands", () => {
    const decoder = new JsonReader({ sink, skipInvalid: false });
    decoder.push(bytesOf("["));
    decoder.position.line = 3;
    decoder.position.lineStart = 90;
    decoder.position.offset = 100;
    decoder.skipValues();
    expect(() => decoder.push(bytesOf("]"))).toThrow('line 3, column 11: expected a JSON value, got "]"');
  });

  test("the lines of NDJSON are no list to take over", () => {
    const decoder = new JsonReader({ sink, skipInvalid: false }, "lines");
    decoder.push(bytesOf("1\n"));
    expect(decoder.isAtElement).toBe(false);
  });
});

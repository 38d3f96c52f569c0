import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newJsonDecoder } from "./json.js";
import { MALFORMED, WELL_FORMED } from "./json-syntax.cases.js";
import {
  byteByByte,
  bytesOf,
  cutIntoPieces,
  decode,
  decodeCutAnywhere,
  type Outcome,
} from "./recorder.cases.js";

const read = (data: string | Uint8Array, options = {}): Outcome =>
  decodeCutAnywhere(newJsonDecoder, data, options);

/** Whether `JSON.parse`, which is RFC 8259 to the letter, takes it. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** It has no UTF-8, so that no bytes say it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

describe("JSON syntax", () => {
  test.each(WELL_FORMED)("%j is JSON", (text) => {
    expect(isJson(text)).toBe(true);
    expect(read(text).error ?? "").not.toContain("BAD_FORMAT");
  });

  test.each(MALFORMED)("%j is not", (text) => {
    // JSON.parse takes a string, in which a mark at the start is a character.
    expect(isJson(text.replace(/^\ufeff/, ""))).toBe(false);
    expect(read(text).error).toContain("BAD_FORMAT");
  });

  const value = fc.jsonValue({ maxDepth: 3 });
  const spaced = fc
    .tuple(value, fc.constantFrom(undefined, 1, "\t"), fc.constantFrom("", "\n", " \r\n"))
    .map(([json, indent, end]) => JSON.stringify(json, null, indent) + end);
  const edits = fc.array(
    fc.tuple(
      fc.nat(),
      fc.nat({ max: 2 }),
      fc.string({ unit: fc.constantFrom(...'[]{},:"\\u0019-+.eEntrfalsu \n\t\u0001é'), maxLength: 2 }),
    ),
    { maxLength: 3 },
  );
  const mutated = fc.tuple(spaced, edits).map(([text, changes]) =>
    changes.reduce((edited, [at, removed, added]) => {
      const i = at % (edited.length + 1);
      return edited.slice(0, i) + added + edited.slice(i + removed);
    }, text),
  );

  test("BAD_FORMAT is said of exactly what JSON.parse refuses", () => {
    fc.assert(
      fc.property(
        mutated,
        fc.boolean(),
        fc.constantFrom(undefined, "a", "/a/b"),
        (text, skipInvalid, field) => {
          fc.pre(!LONE_SURROGATE.test(text));
          const { error } = decode(newJsonDecoder, [text], { skipInvalid, field });
          fc.pre(!error?.endsWith("a second one"));
          expect(error?.startsWith("BAD_FORMAT") ?? false).toBe(!isJson(text));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("any cut of the bytes gives the same calls and the same error", () => {
    fc.assert(
      fc.property(
        fc.oneof(mutated, fc.uint8Array({ maxLength: 20 })),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }),
        fc.boolean(),
        (data, lengths, skipInvalid) => {
          const bytes = bytesOf(data);
          const whole = decode(newJsonDecoder, [bytes], { skipInvalid });
          expect(decode(newJsonDecoder, cutIntoPieces(bytes, lengths), { skipInvalid })).toEqual(whole);
          expect(decode(newJsonDecoder, byteByByte(bytes), { skipInvalid })).toEqual(whole);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test("bytes that are no UTF-8 pass in strings and nowhere else", () => {
    expect(read(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d)).error).toMatch(/^BAD_NUMBER 1:2/);
    expect(read(Uint8Array.of(0x5b, 0xff, 0x5d)).error).toBe(
      "BAD_FORMAT 1:2 @1: expected a JSON value or ], got byte 0xff",
    );
  });

  test("10^5 levels of brackets are read in a bit each", () => {
    const deep = "[".repeat(100_000);
    expect(decode(newJsonDecoder, [deep]).error).toBe(
      "BAD_FORMAT 1:100001 @100000: expected a JSON value or ], got the end of the input",
    );
    expect(decode(newJsonDecoder, [deep, "]".repeat(100_000)]).error).toMatch(/^BAD_NUMBER 1:2 @1/);
    const mixed = '[{"a":'.repeat(50_000);
    expect(decode(newJsonDecoder, [mixed, "1", "}]".repeat(50_000)]).error).toMatch(/^BAD_NUMBER 1:2 @1/);
    expect(decode(newJsonDecoder, [mixed, "1", "}]".repeat(49_999), "]"]).error).toMatch(
      /^BAD_FORMAT .* expected , or }, got "]"$/,
    );
  });

  test("1,048,576 levels are the most", () => {
    const most = 1_048_576;
    const options = { skipInvalid: true };
    expect(decode(newJsonDecoder, ["[".repeat(most), "]".repeat(most)], options)).toEqual({
      calls: ["skipped"],
      error: undefined,
    });
    expect(decode(newJsonDecoder, ["[".repeat(most + 1)], options).error).toBe(
      `BAD_FORMAT 1:${most + 1} @${most}: expected at most ${most} levels of nesting, got one more`,
    );
  });
});

describe("JSON: the place of a malformed byte", () => {
  test.each([
    ["[01]", '1:3 @2: expected , or ], got "1"'],
    ["[1,,2]", '1:4 @3: expected a JSON value, got ","'],
    ["[1,", "1:4 @3: expected a JSON value, got the end of the input"],
    ["[1,\n", "2:1 @4: expected a JSON value, got the end of the input"],
    ["[1", "1:3 @2: expected , or ], got the end of the input"],
    ["[-", "1:3 @2: expected a digit, got the end of the input"],
    ["", "1:1 @0: expected a JSON value, got the end of the input"],
    ["\ufeff", "1:1 @3: expected a JSON value, got the end of the input"],
    ["\ufeff[x", '1:2 @4: expected a JSON value or ], got "x"'],
    [" \n\n ", "3:2 @4: expected a JSON value, got the end of the input"],
    ["[NaN]", '1:2 @1: expected a JSON value or ], got "N"'],
    ["[1]\n[2]", '2:1 @4: expected the end of the input, got "["'],
    ["[1.]", '1:4 @3: expected a digit, got "]"'],
    ["[1e]", '1:4 @3: expected a digit, got "]"'],
    ["[nul]", '1:5 @4: expected null, got "]"'],
    ['["\\x"]', '1:4 @3: expected one of "\\/bfnrtu after \\, got "x"'],
    ['["\\u00g0"]', '1:7 @6: expected a hexadecimal digit, got "g"'],
    ['["\n"]', '1:3 @2: expected a character of a string or its closing quote, got "\\n"'],
    ['["a', "1:4 @3: expected a character of a string or its closing quote, got the end of the input"],
    ['{"a" 1}', '1:6 @5: expected :, got "1"'],
    ['{"a":1 2}', '1:8 @7: expected , or }, got "2"'],
    ["{1}", '1:2 @1: expected a key or }, got "1"'],
    ['{"a":1,}', '1:8 @7: expected a key, got "}"'],
    ["[é]", "1:2 @1: expected a JSON value or ], got byte 0xc3"],
    ['["é",x]', '1:7 @6: expected a JSON value, got "x"'],
  ])("%j", (text, fault) => {
    expect(read(text).error).toBe(`BAD_FORMAT ${fault}`);
  });
});

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
    expect(decode(newJsonDecoder, ["[0.", "0".repeat(16_381), "]"]).error).toBeUndefined();
    for (const lengths of [[1_000_000], [1000], [1]]) {
      const long = bytesOf(`[0.${"0".repeat(16_384)}]`);
      expect(decode(newJsonDecoder, cutIntoPieces(long, lengths)).error).toMatch(
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
        return decode(newJsonDecoder, cutIntoPieces(bytes, lengths)).error?.slice(0, 10);
      };
      expect(malformedAt(place + MIB - 1)).toBe("BAD_FORMAT");
      expect(malformedAt(place + MIB)).not.toBe("BAD_FORMAT");
    }
  });

  test("what is held is thrown when the 1 MiB have come, not at the end of the source", () => {
    const decoder = newJsonDecoder({
      sink: { decimal() {}, doubles() {}, empty() {}, skipped() {} },
      skipInvalid: false,
    });
    decoder.push(bytesOf(`[null,${" ".repeat(MIB - 6)}`));
    expect(() => decoder.push(bytesOf(" "))).toThrow("line 1, column 2: expected a number, got null");
  });

  test("at just 1 MiB what is held wins over an early end", () => {
    const started = bytesOf("[null,");
    expect(decode(newJsonDecoder, [started, " ".repeat(MIB - 6)]).error).toMatch(/^BAD_FORMAT/);
    expect(decode(newJsonDecoder, [started, " ".repeat(MIB - 5)]).error).toMatch(/^BAD_NUMBER 1:2 @1/);
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
        decode(newJsonDecoder, cutIntoPieces(element(length), lengths)).error;
      expect(outcome(MIB - 1)).toMatch(new RegExp(`^BAD_FORMAT 1:${MIB + 1} @${MIB}:`));
      expect(outcome(MIB)).toMatch(new RegExp(`^${code} 1:2 @1: .*…$`));
    }
  });
});

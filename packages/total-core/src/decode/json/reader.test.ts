import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasBytes, isJson, nearJson } from "../../testing/near-json.js";
import { newJsonReader } from "../../testing/readers.js";
import { keyString } from "../../basics/key-strings.js";
import { MALFORMED, WELL_FORMED } from "./syntax.cases.js";
import {
  byteByByte,
  bytesOf,
  cutIntoPieces,
  decode,
  decodeCutAnywhere,
  type Outcome,
} from "../../testing/recorder.js";

const read = (data: string | Uint8Array, options = {}): Outcome =>
  decodeCutAnywhere(newJsonReader, data, options);

/** Each character is a byte. */
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));

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

  test("BAD_FORMAT is said of exactly what JSON.parse refuses", () => {
    fc.assert(
      fc.property(
        nearJson.filter(hasBytes),
        fc.boolean(),
        fc.constantFrom(undefined, "a", "/a/b"),
        (text, skipInvalid, field) => {
          const { error } = decode(newJsonReader, [text], { skipInvalid, field });
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
        fc.oneof(nearJson, fc.uint8Array({ maxLength: 20 })),
        fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 }),
        fc.boolean(),
        (data, lengths, skipInvalid) => {
          const bytes = bytesOf(data);
          const whole = decode(newJsonReader, [bytes], { skipInvalid });
          expect(decode(newJsonReader, cutIntoPieces(bytes, lengths), { skipInvalid })).toEqual(whole);
          expect(decode(newJsonReader, byteByByte(bytes), { skipInvalid })).toEqual(whole);
        },
      ),
      { numRuns: 1500 },
    );
  });

  test("bytes that are no UTF-8 pass in strings that are values and nowhere else", () => {
    expect(read(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d)).error).toMatch(/^BAD_NUMBER 1:2/);
    expect(read(latin('[{"b":"\xff","a":7}]'), { field: "a" })).toEqual({ calls: ["7e0"], error: undefined });
    expect(read(Uint8Array.of(0x5b, 0xff, 0x5d)).error).toBe(
      "BAD_FORMAT 1:2 @1: expected a JSON value or ], got byte 0xff",
    );
  });

  test("10^5 levels of brackets are read in a bit each", () => {
    const deep = "[".repeat(100_000);
    expect(decode(newJsonReader, [deep]).error).toBe(
      "BAD_FORMAT 1:100001 @100000: expected a JSON value or ], got the end of the input",
    );
    expect(decode(newJsonReader, [deep, "]".repeat(100_000)]).error).toMatch(/^BAD_NUMBER 1:2 @1/);
    const mixed = '[{"a":'.repeat(50_000);
    expect(decode(newJsonReader, [mixed, "1", "}]".repeat(50_000)]).error).toMatch(/^BAD_NUMBER 1:2 @1/);
    expect(decode(newJsonReader, [mixed, "1", "}]".repeat(49_999), "]"]).error).toMatch(
      /^BAD_FORMAT .* expected , or }, got "]"$/,
    );
  });

  test("1,048,576 levels are the most", () => {
    const most = 1_048_576;
    const options = { skipInvalid: true };
    expect(decode(newJsonReader, ["[".repeat(most), "]".repeat(most)], options)).toEqual({
      calls: ["skipped"],
      error: undefined,
    });
    expect(decode(newJsonReader, ["[".repeat(most + 1)], options).error).toBe(
      `BAD_FORMAT 1:${most + 1} @${most}: expected at most ${most} levels of nesting, got one more`,
    );
  });
});

describe("JSON: keys are UTF-8", () => {
  test.each([
    ["a byte that begins nothing", '{"a":1,"\xff":2}', "1:9 @8: expected a key in UTF-8, got byte 0xff"],
    ["one that goes on with nothing", '{"a":1,"b\x80":2}', "1:10 @9: expected a key in UTF-8, got byte 0x80"],
    ["a character that ends early", '{"a":1,"\xc3":2}', '1:10 @9: expected a key in UTF-8, got "\\""'],
    ["one before an escape", '{"a":1,"\xc3\\u00e9":2}', '1:10 @9: expected a key in UTF-8, got "\\\\"'],
    ["after an escape", '{"a":1,"\\n\xff":2}', "1:11 @10: expected a key in UTF-8, got byte 0xff"],
    ["one that would be shorter", '{"a":1,"\xc0\xaf":2}', "1:9 @8: expected a key in UTF-8, got byte 0xc0"],
    ["a surrogate", '{"a":1,"\xed\xa0\x80":2}', "1:10 @9: expected a key in UTF-8, got byte 0xa0"],
    [
      "within what is passed over",
      '{"a":1,"b":[{"c":{"\xff":2}}]}',
      "1:20 @19: expected a key in UTF-8, got byte 0xff",
    ],
    [
      "after a character of another key",
      '{"a":1,"\xc3\xa9":2,"\xa9":3}',
      "1:16 @15: expected a key in UTF-8, got byte 0xa9",
    ],
  ])("%s", (_, text, fault) => {
    for (const field of [undefined, "a", "b"])
      expect(read(latin(text), { field }).error).toBe(`BAD_FORMAT ${fault}`);
    expect(read(latin(`[${text}]`), { field: "a" }).error).toMatch(
      /^BAD_FORMAT .* expected a key in UTF-8, /,
    );
  });

  test("whatever its bytes are, and however they are cut", () => {
    const unit = fc.constantFrom(..."a\x80\x8f\x9f\xa0\xbf\xc2\xe0\xe2\xed\xf0\xf4\xf5");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (key) => {
        const bytes = latin(`{"${key}":[1]}`);
        const isUtf8 = keyString(latin(key), 0, key.length) !== undefined;
        const { error } = read(bytes, { field: "a" });
        expect(error?.startsWith("BAD_FORMAT") ?? false).toBe(!isUtf8);
      }),
      { numRuns: 500 },
    );
  });

  test("an unpaired surrogate in escapes has no bytes at all, and stays as it is", () => {
    expect(read('{"\\udfaa":1,"a":[7]}', { field: "a" })).toEqual({ calls: ["7e0"], error: undefined });
  });

  test("longer ones than a literal may be, too", () => {
    const long = "k".repeat(20_000);
    const pieces = [`{"${long}`, `${long}\xff":1}`].map(latin);
    expect(decode(newJsonReader, pieces, { field: "a" }).error).toBe(
      "BAD_FORMAT 1:40003 @40002: expected a key in UTF-8, got byte 0xff",
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

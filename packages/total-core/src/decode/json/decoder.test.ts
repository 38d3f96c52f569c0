import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { newJsonReader } from "../../testing/readers.js";
import { MALFORMED, WELL_FORMED } from "./syntax.cases.js";
import { bytesOf, cutIntoPieces, type Options } from "../../testing/recorder.js";
import { jsonFieldFromSeed, jsonFromSeed } from "../../testing/text-fuzz.js";
import { newJsonDecoder } from "./decoder.js";
import { textKernel } from "../../kernel/text.js";
import { outcome, type Outcome, type Source, sumOfLiterals } from "../../testing/outcome.js";

/** Longer than a block; two of them are longer than the pieces that are left to the TypeScript decoder. */
const FILLER = "7,-41.5,".repeat(33);
/** The same, of which the kernel takes another way. */
const PLAIN_FILLER = "7,415,".repeat(44);

const CALL_BYTES = textKernel(Infinity, Infinity)!.callBytes;

function framed(element: string, shift: number = 0): Uint8Array {
  return bytesOf(`[${FILLER}${" ".repeat(shift)}${element},${FILLER}0]`);
}

/** At every distance from the beginning of a block, whatever way the kernel takes. */
function framedEverywhere(element: string): Uint8Array[] {
  return Array.from({ length: 64 }, (_, shift) => [
    framed(element, shift),
    bytesOf(`[${PLAIN_FILLER}1${"0".repeat(shift)},${element},${PLAIN_FILLER}0]`),
  ]).flat();
}

const byKernel = (data: Source, options?: Options): Outcome => outcome(newJsonDecoder, data, options);
const byTypeScript = (data: Source, options?: Options): Outcome => outcome(newJsonReader, data, options);
const faultWith = (part: string): unknown => ({ error: expect.stringContaining(part) as string });

// prettier-ignore
const GOOD = [
  "0", "7", "-7", "10", "-0", "0.5", "-0.5", "-1234.56", "0.00", "1e3", "-1.5E-7", "5e+2", "123456789012345678901234567890",
];
// prettier-ignore
const MALFORMED_ELEMENTS = [
  "01", "-01", "00", "-00", "01.5", "+1", ".5", "-.5", "5.", "-5.", "5.e1", "1.2.3", "1..2", "-", "--1", "1-", "1-2", "1e", "1e+", "0x10",
  "1_000", "1 2", "1 .5", "- 1", "1. 5", "", " ", ",", " ,", "NaN", "nul", "\0", "1\0", "1\v", "é", "\ufeff", "x".repeat(70), `${"1".repeat(63)}x`,
];
const NO_NUMBERS = ["null", "true", "false", '""', '"1"', '"],["', '"\\""', "[]", "[1,2]", "{}", '{"a":[1,2]}', "[[],[{}]]"]; // prettier-ignore

describe("JSON by the kernel", () => {
  test("the kernel runs here", () => {
    expect(textKernel(Infinity, Infinity)).toBeDefined();
  });

  test.each(GOOD)("adds %s, wherever in a block it begins", (element) => {
    for (const bytes of framedEverywhere(element)) {
      expect(byKernel(bytes)).toHaveProperty("count");
      expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
    }
  });

  test.each(MALFORMED_ELEMENTS.map((element) => [JSON.stringify(element).slice(0, 30), element] as const))(
    "says of %s that it is malformed, wherever in a block it begins",
    (_name, element) => {
      for (const bytes of framedEverywhere(element)) {
        expect(byKernel(bytes)).toEqual(faultWith("BAD_FORMAT 1:"));
        expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
      }
    },
  );

  test.each(NO_NUMBERS)("refuses %s or skips it, and goes on after it", (element) => {
    for (const bytes of framedEverywhere(element)) {
      expect(byKernel(bytes)).toEqual(faultWith("BAD_NUMBER 1:"));
      expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
      expect(byKernel(bytes, { skipInvalid: true })).toMatchObject({ skipped: 1 });
      expect(byKernel(bytes, { skipInvalid: true })).toEqual(byTypeScript(bytes, { skipInvalid: true }));
    }
  });

  test.each(["1e4001", "1e-4001", `1${"0".repeat(16_384)}`])(
    "an element out of range is none to skip",
    (element) => {
      expect(byKernel(framed(element), { skipInvalid: true })).toEqual(faultWith("EXPONENT_RANGE"));
      expect(byKernel(`[${FILLER}${element},${FILLER}01]`)).toEqual(faultWith("BAD_FORMAT"));
    },
  );

  test("documents that parsers get wrong: in the place of an element, and alone after white space", () => {
    for (const document of [...WELL_FORMED, ...MALFORMED]) {
      for (const bytes of [framed(document), bytesOf(`${" \n".repeat(300)}${document}`)]) {
        expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
      }
    }
  });

  test("judges every byte in every place of an element as the TypeScript decoder does", () => {
    for (const element of ["1234567", "-10.34", " 5 ", "0,0"]) {
      for (let place = 0; place < element.length; place++) {
        for (let byte = 0; byte < 256; byte++) {
          const bytes = framed(element, 3);
          bytes[1 + FILLER.length + 3 + place] = byte;
          expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
        }
      }
    }
  });

  test("judges any two bytes in a row as the TypeScript decoder does, in every place of a block", () => {
    const odd = fc.constantFrom(...' \n,.-+eE015[]{}":x');
    fc.assert(
      fc.property(odd, odd, fc.nat(63), (first, second, shift) => {
        const bytes = framed(`1${first}${second}2`, shift);
        expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
      }),
      { numRuns: 3000 },
    );
  });

  test.each([",", ", ", ",\n    ", "\r\n,", " , "])("white space may surround commas: %j", (comma) => {
    const elements = Array.from({ length: 400 }, (_, i) => String((i * 7919) % 1000));
    const list = elements.join(comma);
    expect(byKernel(`[${list}]`)).toMatchObject({ total: sumOfLiterals(elements), count: 400 });
    const malformed = `[${list}${comma}x]`;
    expect(byKernel(malformed)).toEqual(byTypeScript(malformed));
  });

  test.each(["12345", "-3.25", "99 "])("joins what a piece is read in: %j", (element) => {
    const numbers = Math.ceil((2 * CALL_BYTES) / (element.length + 1));
    const elements = Array.from({ length: numbers }, () => element);
    const total = sumOfLiterals(elements.map((literal) => literal.trim()));
    for (let shift = 0; shift < 70; shift += 3) {
      expect(byKernel(`[${" ".repeat(shift)}${elements.join()}]`)).toMatchObject({ total, count: numbers });
    }
  });

  test("names a fault near the border of what is read at once", () => {
    for (let distance = -70; distance < 70; distance++) {
      const before = CALL_BYTES + distance;
      const filler = `[${"12,".repeat((before - 1) / 3)}`.padEnd(before, "\n");
      const line = 1 + ((before - 1) % 3);
      const column = before - filler.lastIndexOf("\n") + 1;
      const place = `${line}:${column} @${before + 1}`;
      expect(byKernel(`${filler}01,${filler.slice(1, 999)}]`)).toEqual({
        error: `BAD_FORMAT ${place}: expected , or ], got "1"`,
      });
    }
  });

  test.each(["99,", "9,", "9999999,", "-9,", "9.9,", "-99999.9999999 ,"])(
    "folds its lanes before they overflow: %j",
    (element) => {
      const numbers = Math.ceil((3 * CALL_BYTES) / element.length);
      expect(byKernel(`[${element.repeat(numbers)}0]`)).toMatchObject({
        total: sumOfLiterals(Array.from({ length: numbers }, () => element.slice(0, -1).trim())),
        count: numbers + 1,
      });
    },
  );

  test("any cut of the bytes gives the same total or the same fault", () => {
    for (const element of ["-1234.56", "1e3", '"a,b"', "01"]) {
      const bytes = framed(element);
      for (let cut = FILLER.length - 4; cut < FILLER.length + element.length + 4; cut++) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
        expect(byKernel(pieces)).toEqual(byTypeScript(bytes));
      }
    }
  });

  test("a fault is held while a mebibyte from its place is well-formed, no byte longer", () => {
    const mebibyte = 1_048_576;
    for (const [length, code] of [
      [mebibyte - 1, "BAD_FORMAT"],
      [mebibyte, "BAD_NUMBER"],
    ] as const) {
      const wellFormed = `null${",1".repeat(mebibyte / 2)}`.slice(0, length - 1).replace(/,$/, " ");
      const document = `[${FILLER}${wellFormed},,`;
      expect(byKernel(document)).toEqual(faultWith(code));
      expect(byKernel(document)).toEqual(byTypeScript(document));
    }
  });

  test("a list at a field: strings and nulls in it go to the TypeScript decoder", () => {
    const options = { field: "a.b" };
    const list = `[${FILLER}"5.",null,"",${FILLER}1]`;
    expect(byKernel(`{"x":[1],"a":{"b":${list}}}`, options)).toMatchObject({ count: 134, empty: 2 });
    expect(byKernel(`{"a":{"b":${list},"b":${list}}}`, options)).toEqual(faultWith("a second one"));
    const objects = `[${'{"a":{"b":"2.5"}},'.repeat(100)}{"a":{"b":null}}]`;
    expect(byKernel(objects, options)).toMatchObject({ total: "250e0", count: 100, empty: 1 });
  });

  test.each([
    ["a list", jsonFromSeed, {}],
    ["a list, its bad numbers skipped", jsonFromSeed, { skipInvalid: true }],
    ["a list at a field", jsonFieldFromSeed, { field: "a.b", skipInvalid: true }],
  ])("random documents and cuts, %s: the same as the TypeScript decoder", (_name, fromSeed, options) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { bytes, lengths } = fromSeed(seed);
        const expected = byTypeScript(bytes, options);
        expect(byKernel(bytes, options)).toEqual(expected);
        expect(byKernel(cutIntoPieces(bytes, lengths), options)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test("without WebAssembly the TypeScript decoder does it all", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const { newJsonDecoder: decoder } = await import("./decoder.js");
    vi.unstubAllGlobals();
    const long = `[${FILLER.repeat(200)}1]`;
    expect(outcome(decoder, long)).toEqual(byTypeScript(long));
  });
});

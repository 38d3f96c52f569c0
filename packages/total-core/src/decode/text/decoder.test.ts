import * as fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { bytesOf, cutIntoPieces, type Options } from "../../testing/recorder.js";
import { newTextReader } from "../../testing/readers.js";
import { TotalError } from "../../contract/errors.js";
import { NO_SINK } from "../../contract/sink.js";
import { textFromSeed } from "../../testing/text-fuzz.js";
import { outcome, type Outcome, type Source, sumOfLiterals } from "../../testing/outcome.js";
import { newTextDecoder } from "./decoder.js";
import { textKernel } from "../../kernel/text.js";

/** Longer than a block; two of them are longer than the pieces that are left to the TypeScript decoder. */
const FILLER = "7 -41.5\n".repeat(33);
/** The same, of which the kernel takes another way. */
const PLAIN_FILLER = "7\n415\n".repeat(44);

const CALL_BYTES = textKernel(Infinity, Infinity)!.callBytes;

function framed(token: string, shift: number = 0): Uint8Array {
  return bytesOf(`${FILLER}${" ".repeat(shift)}${token}\n${FILLER}`);
}

/** At every distance from the beginning of a block, whatever way the kernel takes. */
function framedEverywhere(token: string): Uint8Array[] {
  return Array.from({ length: 64 }, (_, shift) => [
    framed(token, shift),
    bytesOf(`${PLAIN_FILLER}${"1".repeat(shift)}\n${token}\n${PLAIN_FILLER}`),
  ]).flat();
}

const byKernel = (data: Source, options?: Options): Outcome => outcome(newTextDecoder, data, options);
const byTypeScript = (data: Source, options?: Options): Outcome => outcome(newTextReader, data, options);

// prettier-ignore
const GOOD = [
  "0", "7", "-7", "+7", "007", "-0", "5.", "-5.", ".5", "-.5", "+.5", "-1234.56", "0.00", "1e3", "-1.5E-7", "+5.e+2", ".5e0",
  "123456789012345678901234567890", "-0.000000000000000000000000000001", `${"9".repeat(70)}.${"9".repeat(70)}`,
  `1${"0".repeat(4000)}`, "0e99999",
];
// prettier-ignore
const BAD = [
  "-", "+", ".", "-.", "+.", "..", "1.2.3", "1..2", ".5.", "5..", "--1", "+-1", "-+1", "1-", "1-2", "1+2", "-1-", ".-5", "1.-5",
  "0x10", "1_000", "1,5", "e", "1e", "1e+", "e5", "1e5.", "1e5e5", "NaN", "inf", "é", "\0", "1\0", "\x1f", "1\v2", "1\f2", "\x7f",
  "1\u00a02", "\ufeff1", "x".repeat(70), `${"1".repeat(63)}x`, `${"1".repeat(64)}-`, "1e4001", "1e-4001", "0".repeat(16_385),
];

const named = (tokens: readonly string[]): [name: string, token: string][] =>
  tokens.map((token) => [JSON.stringify(token.length < 20 ? token : `${token.slice(0, 20)}…`), token]);

describe("text by the kernel", () => {
  test("the kernel runs here", () => {
    expect(textKernel(Infinity, Infinity)).toBeDefined();
  });

  test.each(named(GOOD))("adds %s, wherever in a block it begins", (_name, token) => {
    for (const bytes of framedEverywhere(token)) {
      expect(byKernel(bytes)).toHaveProperty("count");
      expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
    }
  });

  test.each(named(BAD))("refuses %s, or skips it, wherever in a block it begins", (_name, token) => {
    for (const bytes of framedEverywhere(token)) {
      expect(byKernel(bytes)).toHaveProperty("error");
      expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
      expect(byKernel(bytes, { skipInvalid: true })).toEqual(byTypeScript(bytes, { skipInvalid: true }));
    }
  });

  test("judges every byte in every place of a number as the TypeScript decoder does", () => {
    for (const token of ["1234567", "-12.34", "+.5"]) {
      for (let place = 0; place < token.length; place++) {
        for (let byte = 0; byte < 256; byte++) {
          const bytes = framed(token, 3);
          bytes[FILLER.length + 3 + place] = byte;
          expect(byKernel(bytes)).toEqual(byTypeScript(bytes));
        }
      }
    }
  });

  test.each(["", "-"])("adds numbers of 1 to 80 digits with a point in every place (sign %j)", (sign) => {
    for (let length = 1; length <= 80; length++) {
      const digits = "9081726354".repeat(8).slice(0, length);
      const literals = [`${sign}${digits}`];
      for (let point = 0; point <= length; point++) {
        literals.push(`${sign}${digits.slice(0, point)}.${digits.slice(point)}`);
      }
      const repeated = Array.from({ length: 8 }, () => literals).flat();
      expect(byKernel(repeated.join("\n"))).toMatchObject({
        total: sumOfLiterals(repeated),
        count: repeated.length,
      });
    }
  });

  test.each(["12345\n", "-3.25\t", "99 ", "7\r\n"])(
    "joins what a piece is read in: %j at every distance from their border",
    (token) => {
      const numbers = Math.ceil((2 * CALL_BYTES) / token.length);
      const total = sumOfLiterals(Array.from({ length: numbers }, () => token.trim()));
      for (let shift = 0; shift < 70; shift++) {
        const text = " ".repeat(shift) + token.repeat(numbers);
        expect(byKernel(text)).toMatchObject({ total, count: numbers });
      }
    },
  );

  test("names a fault near the border of what is read at once", () => {
    for (let distance = -70; distance < 70; distance++) {
      const before = CALL_BYTES + distance;
      const filler = "12\n".repeat(before / 3).padEnd(before, "\n");
      const line = Math.floor(before / 3) + (before % 3) + 1;
      expect(byKernel(`${filler}1,5\n${filler.slice(0, 999)}`)).toEqual({
        error: `BAD_NUMBER ${line}:1 @${before}: expected a number, got "1,5"`,
      });
    }
  });

  // Each stands in the same places of every vector, so that a lane gets its 99, its 9 or its -99 from all four of a block.
  test.each([
    "99\n\n",
    "9\n",
    "9999999\n",
    "-9 \n",
    "-99\n",
    ".99\n",
    "-.99 \n\n\n",
    "9.9\n",
    "-.9\n",
    "+9.\n",
    "-99999.9999999 \n",
  ])("folds its lanes before they overflow: %j fills them as fast as can be", (token) => {
    const numbers = (3 * CALL_BYTES) / token.length;
    expect(byKernel(token.repeat(numbers))).toMatchObject({
      total: sumOfLiterals(Array.from({ length: numbers }, () => token.trim())),
      count: numbers,
    });
  });

  test("a fault is on its line, whether lines end with LF or CRLF, are blank, or long", () => {
    for (const lineEnd of ["\n", "\r\n", "\n\n", " \n\t\r\n", "\r", `${" ".repeat(200)}\n`]) {
      for (const line of [`12${lineEnd}`, `12.5${lineEnd}`]) {
        const text = `\ufeff${line.repeat(400)}34 x`;
        expect(byKernel(text)).toEqual(byTypeScript(text));
      }
    }
  });

  test("any cut of the bytes gives the same total or the same fault", () => {
    for (const token of ["-1234.56", "1e3", "1,5"]) {
      const bytes = framed(token);
      for (let cut = FILLER.length - 4; cut < FILLER.length + token.length + 4; cut++) {
        const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)];
        expect(byKernel(pieces)).toEqual(byTypeScript(bytes));
      }
    }
  });

  test("decoders that take turns know nothing of each other", () => {
    const texts = ["1\n", "2.5 ", "-3\t\r"].map((token) => bytesOf(token.repeat(1000)));
    const totals = texts.map(() => 0);
    const decoders = texts.map((_text, i) =>
      newTextDecoder({
        sink: {
          decimal: (coefficient, exponent) => void (totals[i]! += Number(coefficient) * 10 ** exponent),
          doubles() {},
          empty() {},
          skipped() {},
        },
        skipInvalid: false,
      }),
    );
    for (let start = 0; start < 4000; start += 601) {
      decoders.forEach((decoder, i) => decoder.push(texts[i]!.subarray(start, start + 601)));
    }
    for (const decoder of decoders) decoder.end();
    expect(totals).toEqual([1000, 2500, -3000]);
  });

  test("a fault carries the source's name", () => {
    const sink = NO_SINK;
    const decoder = newTextDecoder({ sink, source: "prices.txt", skipInvalid: false });
    const push = (): void => decoder.push(framed("1,5"));
    expect(push).toThrow(TotalError);
    expect(push).toThrow(/^prices\.txt:/);
  });

  test("random tokens, white space and cuts: the same as the TypeScript decoder", () => {
    fc.assert(
      fc.property(fc.integer(), fc.boolean(), (seed, skipInvalid) => {
        const { bytes, lengths } = textFromSeed(seed);
        const expected = byTypeScript(bytes, { skipInvalid });
        expect(byKernel(bytes, { skipInvalid })).toEqual(expected);
        expect(byKernel(cutIntoPieces(bytes, lengths), { skipInvalid })).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  test("a source that is too short to pay for it compiles nothing", async () => {
    vi.resetModules();
    const compile = vi.spyOn(WebAssembly, "Module");
    await import("../../equip.js");
    const { newTextDecoder: decoder } = await import("./decoder.js");
    outcome(decoder, FILLER.repeat(100));
    expect(compile).not.toHaveBeenCalled();
    outcome(decoder, [bytesOf(FILLER.repeat(100)), bytesOf(FILLER.repeat(100))]);
    expect(compile).toHaveBeenCalledOnce();
    compile.mockRestore();
  });

  test("without WebAssembly the TypeScript decoder does it all", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const { newTextDecoder: decoder } = await import("./decoder.js");
    vi.unstubAllGlobals();
    const long = FILLER.repeat(200);
    expect(outcome(decoder, long)).toEqual(byTypeScript(long));
  });
});

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { bytesOf } from "../../testing/recorder.js";
import { decimalUnits, plainDigits } from "../../testing/oracle.js";
import type { DecimalSink, LiteralFault } from "./bounds.js";
import { addLiteralBytes } from "./literal.js";
import { addLiteral } from "./text-literal.js";

type Term = readonly [coefficient: number | bigint, exponent: number];

/** The numbers that reached the sink, and the code of the fault. */
function called(add: (sink: DecimalSink) => LiteralFault | undefined): readonly [Term[], string | undefined] {
  const calls: Term[] = [];
  const fault = add({ decimal: (coefficient, exponent) => void calls.push([coefficient, exponent]) });
  return [calls, fault?.code];
}

const ofText = (text: string): readonly [Term[], string | undefined] =>
  called((sink) => addLiteral(text, sink));

const zeros = (count: number): string => "0".repeat(count);

/** The value alone: a long literal may reach the sink in parts. */
function value([calls, fault]: readonly [Term[], string | undefined]): string {
  if (fault !== undefined) return calls.length === 0 ? fault : "a fault, and numbers";
  const decimals = calls.map(([coefficient, exponent]) => ({ coefficient: BigInt(coefficient), exponent }));
  const scale = Math.min(...decimals.map(({ exponent }) => exponent));
  return plainDigits({ coefficient: decimalUnits(decimals, scale), exponent: scale });
}

test.each<[string, Term]>([
  ["-0.25", [-25, -2]],
  ["+.5", [5, -1]],
  ["5.", [5, 0]],
  ["-0", [0, 0]],
  ["-00000000000000000.00e99999999999", [0, 0]],
  ["1204.60", [120_460, -2]],
  ["-99999.9999999999", [-999_999_999_999_999, -10]],
  ["1e3", [1, 3]],
  ["-12.50E-2", [-125, -3]],
  ["1234567890123456", [1_234_567_890_123_456n, 0]],
  ["-1234567890123456.5", [-12_345_678_901_234_565n, -1]],
  ["0.0000000000000000123", [123, -19]],
  ["1e4000", [1, 4000]],
  ["-1e-4000", [-1, -4000]],
])("%s is one call", (text, term) => {
  expect(ofText(text)).toEqual([[term], undefined]);
});

test("what is no literal adds nothing", () => {
  const none = [
    "",
    "+",
    ".",
    "-.",
    "e5",
    ".e5",
    "1e",
    "1e+",
    "1,5",
    " 1",
    "1 ",
    "1\n",
    "1.2.3",
    "--1",
    "1-",
    "NaN",
  ];
  const foreign = ["\u0661", "1\u0131", "1\u{1d7d9}", `${"1".repeat(20)}\u0131`, "\u212a"];
  for (const text of [...none, ...foreign]) expect([text, ofText(text)]).toEqual([text, [[], "BAD_NUMBER"]]);
});

test("the bounds are those of bytes", () => {
  for (const text of [
    "1e4001",
    "1e-4001",
    "10e4000",
    "0.1e-4000",
    "1e99999999999999999999",
    `1e-${"9".repeat(400)}`,
    `1${zeros(4000)}`,
    `1${zeros(4001)}`,
    `-.${zeros(3999)}1`,
    `.${zeros(4000)}1`,
    `${"9".repeat(4001)}.${"9".repeat(4000)}`,
    zeros(16_384),
    zeros(16_385),
    `${zeros(16_384)}\u0131`,
    `${zeros(16_383)}\u0131`,
    `${zeros(16_383)}.x`,
    `1e${zeros(16_383)}`,
    `.${zeros(16_384)}`,
    `+${zeros(20_000)}e`,
    `${zeros(9000)}1${zeros(9000)}`,
    `1..${zeros(20_000)}`,
    "x".repeat(20_000),
  ]) {
    const bytes = bytesOf(text);
    const expected = value(called((sink) => addLiteralBytes(bytes, 0, bytes.length, sink)));
    expect([text.slice(0, 20), value(ofText(text))]).toEqual([text.slice(0, 20), expected]);
  }
});

test("any text is what its bytes are", () => {
  const characters = fc.constantFrom(..."00011234567899+-..eE ,\u0661");
  const spelled = fc
    .tuple(
      fc.constantFrom("", "-", "+"),
      fc.bigInt({ min: 0n, max: 10n ** 40n }),
      fc.nat(40),
      fc.integer({ min: -4100, max: 4100 }),
    )
    .map(([sign, integer, point, exponent]) => {
      const digits = String(integer);
      return `${sign}${digits.slice(0, point)}.${digits.slice(point)}${exponent % 2 === 0 ? "" : `e${exponent}`}`;
    });
  const text = fc.oneof(
    fc.array(characters, { maxLength: 20 }).map((all) => all.join("")),
    spelled,
  );
  fc.assert(
    fc.property(text, (spelling) => {
      const bytes = bytesOf(spelling);
      expect(value(ofText(spelling))).toBe(
        value(called((sink) => addLiteralBytes(bytes, 0, bytes.length, sink))),
      );
    }),
    { numRuns: 500 },
  );
});

test("a long run of zeros takes no more than one look", () => {
  const text = `1${"0".repeat(8000)}1${"0".repeat(8000)}.`;
  expect(ofText(`${text}x`)[1]).toBe("BAD_NUMBER");
  expect(ofText(text)[1]).toBe("EXPONENT_RANGE");
});

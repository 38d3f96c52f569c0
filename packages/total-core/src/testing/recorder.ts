/** A record of what a decoder does with bytes, which tests can compare: its calls on the sink and its error. */
import { expect } from "vitest";
import { TotalError } from "../contract/errors.js";
import type { DecoderOptions, NewDecoder } from "../contract/decoder.js";
import type { NumbersSink } from "../contract/sink.js";

export interface Outcome {
  /** `12e-1`, `NaN` and the like for binary64 values, `empty`, `skipped`; the second part of a long literal has a `+` before it. */
  readonly calls: readonly string[];
  /** `BAD_NUMBER 2:3 @17: expected a number, got "x"`, where 2:3 are line and column and 17 is the offset. */
  readonly error: string | undefined;
}

export type Options = Partial<Omit<DecoderOptions, "sink">>;

const encoder = new TextEncoder();

export function bytesOf(data: string | Uint8Array): Uint8Array {
  return typeof data === "string" ? encoder.encode(data) : data;
}

export function decode(
  newDecoder: NewDecoder,
  pieces: readonly (string | Uint8Array)[],
  options: Options = {},
): Outcome {
  const calls: string[] = [];
  const sink: NumbersSink = {
    decimal(coefficient, exponent, count = 1) {
      const isSafe = typeof coefficient === "bigint" || Number.isSafeInteger(coefficient);
      if (!isSafe || Object.is(coefficient, -0)) throw new RangeError(`coefficient: ${coefficient}`);
      if (!Number.isInteger(exponent) || Math.abs(exponent) > 4000)
        throw new RangeError(`exponent: ${exponent}`);
      calls.push(`${count === 0 ? "+" : ""}${coefficient}e${exponent}`);
    },
    doubles(values) {
      for (const value of values) calls.push(Object.is(value, -0) ? "-0" : String(value));
    },
    empty: () => calls.push("empty"),
    missing: () => calls.push("missing"),
    skipped: (count = 1) => calls.push(...Array.from({ length: count }, () => "skipped")),
  };
  try {
    const decoder = newDecoder({ skipInvalid: false, ...options, sink });
    for (const piece of pieces) {
      // A piece is the source's again after push: nobody may look at it later.
      const lent = bytesOf(piece).slice();
      decoder.push(lent);
      lent.fill(0xee);
    }
    decoder.end();
  } catch (error) {
    return { calls, error: shown(error) };
  }
  return { calls, error: undefined };
}

function shown(error: unknown): string {
  if (!(error instanceof TotalError)) throw error;
  const { code, place, expected, got } = error;
  const line = place.line === undefined ? "" : `${place.line}:${place.column} `;
  return `${code} ${line}@${place.offset}: expected ${expected}, got ${got}`;
}

/** The outcome, which has to be the same for the whole, for every cut in two, and for byte by byte. */
export function decodeCutAnywhere(
  newDecoder: NewDecoder,
  data: string | Uint8Array,
  options: Options = {},
): Outcome {
  const bytes = bytesOf(data);
  const whole = decode(newDecoder, [bytes], options);
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(
      decode(newDecoder, [bytes.subarray(0, cut), bytes.subarray(cut)], options),
      `cut at ${cut}`,
    ).toEqual(whole);
  }
  expect(decode(newDecoder, byteByByte(bytes), options), "byte by byte").toEqual(whole);
  return whole;
}

export function byteByByte(bytes: Uint8Array): Uint8Array[] {
  return Array.from(bytes, (byte) => Uint8Array.of(byte));
}

/** Cuts where the numbers say; each is a length, taken in turn. */
export function cutIntoPieces(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0, i = 0; start < bytes.length; i++) {
    const end = start + (lengths[i % lengths.length] ?? bytes.length);
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

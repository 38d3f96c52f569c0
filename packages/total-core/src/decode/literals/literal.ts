/**
 * Decimal literals: from their bytes to `coefficient` × 10^`exponent`, exactly. JSON's numbers are a subset of text's, so that this serves both.
 */
import type { NumbersSink } from "../../contract/sink.js";
import { DIGIT_0, LETTER_E, MINUS, PLUS, POINT } from "../../basics/ascii.js";
import {
  BAD_NUMBER,
  EXPONENT_RANGE,
  HUGE_EXPONENT,
  MAX_LITERAL_BYTES,
  MAX_POSITION,
  SAFE_DIGITS,
  type DecimalSink,
  type LiteralFault,
} from "./bounds.js";
import { isWholeNumber, NUMBER_START, REJECTED, TEXT_NUMBER } from "./grammar.js";

/**
 * Adds the literal in `bytes` from `start` to `end`, by the text grammar. A long one reaches the sink in two parts; the second part counts as no
 * number.
 *
 * No more than {@link MAX_LITERAL_BYTES} of a literal are looked at, so that the caller may keep one byte more than that of a longer one.
 * @returns what is wrong with it; then the sink has got nothing
 */
export function addLiteralBytes(
  bytes: Uint8Array,
  start: number,
  end: number,
  sink: DecimalSink,
): LiteralFault | undefined {
  // Nearly all literals are short and have no exponent.
  const sign = bytes[start];
  const first = sign === MINUS || sign === PLUS ? start + 1 : start;
  let coefficient = 0;
  let point = -1;
  for (let i = first; i < end; i++) {
    const digit = bytes[i]! - DIGIT_0;
    if (digit >= 0 && digit <= 9) coefficient = coefficient * 10 + digit;
    else if (bytes[i] === POINT && point < 0) point = i;
    else return addAnyLiteral(bytes, start, end, sink);
  }
  const digits = point < 0 ? end - first : end - first - 1;
  if (digits === 0 || digits > 2 * SAFE_DIGITS) return addAnyLiteral(bytes, start, end, sink);
  const exponent = point < 0 ? 0 : point + 1 - end;
  if (digits > SAFE_DIGITS) addDigits(bytes, first, end, sign === MINUS, exponent, sink);
  else if (coefficient === 0) sink.decimal(0, 0);
  else sink.decimal(sign === MINUS ? -coefficient : coefficient, exponent);
  return undefined;
}

/**
 * Adds a literal with `add`. Where `skipInvalid` asks for it, a bad number is counted as skipped instead.
 * @returns the fault of a literal that is neither
 */
export function addOrSkip(
  add: typeof addLiteralBytes,
  bytes: Uint8Array,
  start: number,
  end: number,
  sink: NumbersSink,
  skipInvalid: boolean,
): LiteralFault | undefined {
  const fault = add(bytes, start, end, sink);
  if (!skipInvalid || fault?.code !== "BAD_NUMBER") return fault;
  sink.skipped();
  return undefined;
}

function addAnyLiteral(
  bytes: Uint8Array,
  start: number,
  end: number,
  sink: DecimalSink,
): LiteralFault | undefined {
  const shownEnd = Math.min(end, start + MAX_LITERAL_BYTES);
  let state = NUMBER_START;
  for (let i = start; i < shownEnd; i++) {
    state = TEXT_NUMBER[(state << 8) | bytes[i]!]!;
    if (state === REJECTED) return BAD_NUMBER;
  }
  if (shownEnd < end) return EXPONENT_RANGE;
  if (!isWholeNumber(state)) return BAD_NUMBER;

  const { mantissaEnd, exponent } = exponentOf(bytes, start, end);
  let point = mantissaEnd;
  let first = -1;
  let last = -1;
  for (let i = start; i < mantissaEnd; i++) {
    const byte = bytes[i]!;
    if (byte === POINT) point = i;
    else if (byte > DIGIT_0) {
      if (first < 0) first = i;
      last = i;
    }
  }
  if (first < 0) {
    sink.decimal(0, 0);
    return undefined;
  }
  const firstPosition = exponent + positionOf(first, point);
  const lastPosition = exponent + positionOf(last, point);
  if (firstPosition > MAX_POSITION || lastPosition < -MAX_POSITION) return EXPONENT_RANGE;

  const negative = bytes[start] === MINUS;
  const digits = last + 1 - first - (first < point && point < last ? 1 : 0);
  if (digits <= 2 * SAFE_DIGITS) addDigits(bytes, first, last + 1, negative, lastPosition, sink);
  else sink.decimal(bigIntFromDigits(bytes, first, last + 1, negative), lastPosition);
  return undefined;
}

/** Adds at most 2 × {@link SAFE_DIGITS} digits, with or without a point among them, whose last one stands for 10^`exponent`. */
function addDigits(
  bytes: Uint8Array,
  start: number,
  end: number,
  negative: boolean,
  exponent: number,
  sink: DecimalSink,
): void {
  let low = 0;
  let scale = 1;
  let i = end - 1;
  for (let digits = 0; i >= start && digits < SAFE_DIGITS; i--) {
    if (bytes[i] === POINT) continue;
    low += scale * (bytes[i]! - DIGIT_0);
    scale *= 10;
    digits++;
  }
  let high = 0;
  for (let j = start; j <= i; j++) {
    if (bytes[j] !== POINT) high = high * 10 + (bytes[j]! - DIGIT_0);
  }
  if (low === 0 && high === 0) {
    sink.decimal(0, 0);
    return;
  }
  sink.decimal(negative ? 0 - low : low, exponent);
  if (high !== 0) sink.decimal(negative ? -high : high, exponent + SAFE_DIGITS, 0);
}

/** The power of ten that the digit at index `i` stands for, with the point at (or after the last digit, before) index `point`. */
function positionOf(i: number, point: number): number {
  return i < point ? point - i - 1 : point - i;
}

/** Where the mantissa ends, and the exponent after it, which is at most {@link HUGE_EXPONENT} in magnitude. */
function exponentOf(
  bytes: Uint8Array,
  start: number,
  end: number,
): { mantissaEnd: number; exponent: number } {
  let mantissaEnd = start;
  while (mantissaEnd < end && (bytes[mantissaEnd]! | 0x20) !== LETTER_E) mantissaEnd++;
  let exponent = 0;
  for (let i = mantissaEnd + 1; i < end; i++) {
    const digit = bytes[i]! - DIGIT_0;
    if (digit >= 0) exponent = Math.min(exponent * 10 + digit, HUGE_EXPONENT);
  }
  return { mantissaEnd, exponent: bytes[mantissaEnd + 1] === MINUS ? -exponent : exponent };
}

/** The digits have at most 2 × {@link MAX_POSITION} + 2 bytes, few enough to be arguments of a call. */
function bigIntFromDigits(bytes: Uint8Array, start: number, end: number, negative: boolean): bigint {
  const digits = BigInt(String.fromCharCode(...bytes.subarray(start, end)).replace(".", ""));
  return negative ? -digits : digits;
}

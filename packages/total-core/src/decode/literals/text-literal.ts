/** Decimal literals that are strings of JavaScript: the same numbers and faults as of their bytes, without encoding them. */
import { DIGIT_0, MINUS, PLUS, POINT } from "../../basics/ascii.js";
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

/** A longer text has no sign, point and {@link SAFE_DIGITS} digits. */
const LONGEST_SHORT = SAFE_DIGITS + 2;

/**
 * Adds one literal by the text grammar: no spaces around it. It reaches the sink in one call.
 * @returns what is wrong with it; then the sink has got nothing
 */
export function addLiteral(text: string, sink: DecimalSink): LiteralFault | undefined {
  const { length } = text;
  if (length > LONGEST_SHORT) return addAnyLiteral(text, sink);
  // Nearly all literals are short and have no exponent.
  const sign = text.charCodeAt(0);
  const first = sign === MINUS || sign === PLUS ? 1 : 0;
  let coefficient = 0;
  let point = -1;
  for (let i = first; i < length; i++) {
    const digit = text.charCodeAt(i) - DIGIT_0;
    if (digit >= 0 && digit <= 9) coefficient = coefficient * 10 + digit;
    else if (digit === POINT - DIGIT_0 && point < 0) point = i;
    else return addAnyLiteral(text, sink);
  }
  const digits = point < 0 ? length - first : length - first - 1;
  if (digits === 0 || digits > SAFE_DIGITS) return addAnyLiteral(text, sink);
  if (coefficient === 0) sink.decimal(0, 0);
  else sink.decimal(sign === MINUS ? -coefficient : coefficient, point < 0 ? 0 : point + 1 - length);
  return undefined;
}

const NUMBER = /^[+-]?(?=\.?\d)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i;
/** The texts that a number may begin with. */
const BEGINNING = /^[+-]?(?:\.?|(?=\.?\d)\d*(?:\.\d*)?(?:e[+-]?\d*)?)$/i;

function addAnyLiteral(text: string, sink: DecimalSink): LiteralFault | undefined {
  if (text.length > MAX_LITERAL_BYTES)
    return BEGINNING.test(text.slice(0, MAX_LITERAL_BYTES)) ? EXPONENT_RANGE : BAD_NUMBER;
  const parts = NUMBER.exec(text);
  if (parts === null) return BAD_NUMBER;
  const [, whole = "", fraction = "", exponent = "0"] = parts;
  const digits = whole + fraction;
  const first = digits.search(/[1-9]/);
  if (first < 0) {
    sink.decimal(0, 0);
    return undefined;
  }
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === DIGIT_0) end--;
  const unit = Math.max(-HUGE_EXPONENT, Math.min(Number(exponent), HUGE_EXPONENT)) + whole.length;
  if (unit - 1 - first > MAX_POSITION || unit - end < -MAX_POSITION) return EXPONENT_RANGE;
  const sign = text.charCodeAt(0) === MINUS ? "-" : "";
  const coefficient = sign + digits.slice(first, end);
  sink.decimal(end - first > SAFE_DIGITS ? BigInt(coefficient) : Number(coefficient), unit - end);
  return undefined;
}

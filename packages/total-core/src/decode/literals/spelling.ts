/** Literals with another decimal sign than a point, or with signs between groups of three digits: `1.234.567,89`. */
import type { FormatOptions } from "../../contract/numbers-api.js";
import { DIGIT_0, DIGIT_9, MINUS, PLUS, POINT } from "../../basics/ascii.js";
import { addLiteralBytes, BAD_NUMBER, EXPONENT_RANGE, MAX_LITERAL_BYTES } from "./literal.js";
import { isBeginning, TEXT_NUMBER } from "./grammar.js";

/** Adds a literal as {@link addLiteralBytes} does. */
export type AddLiteral = typeof addLiteralBytes;

const GROUP_DIGITS = 3;

/** What stands in numbers for something else, or never within a field. */
const TAKEN = '0123456789+-eE"\r\n';

const encoder = new TextEncoder();

/**
 * How literals with these signs are added. A group has three digits, the first one may have fewer; a number without any group sign is fine.
 * @param separators what else can be no sign: it ends a token
 * @throws RangeError where a sign is not one character, means something else already, or both are the same
 */
export function literalAdder(
  { thousands, decimal = "." }: Pick<FormatOptions, "thousands" | "decimal">,
  separators: string = "",
): AddLiteral {
  checkSign("decimal", decimal, separators);
  if (thousands === undefined) {
    if (decimal === ".") return addLiteralBytes;
  } else {
    checkSign("thousands", thousands, separators);
    if (thousands === decimal) {
      throw new RangeError(
        `thousands: expected another sign than the decimal one, got ${JSON.stringify(decimal)}`,
      );
    }
  }
  const groupSign = encoder.encode(thousands ?? "");
  const decimalSign = encoder.encode(decimal);
  const plain = new Uint8Array(MAX_LITERAL_BYTES);
  return (bytes, start, end, sink) => {
    const shownEnd = Math.min(end, start + MAX_LITERAL_BYTES);
    const isCut = shownEnd < end;
    const length = rewrite({ bytes, start, end: shownEnd, isCut, groupSign, decimalSign, plain });
    if (length < 0) return BAD_NUMBER;
    if (!isCut) return addLiteralBytes(plain, 0, length, sink);
    return isBeginning(TEXT_NUMBER, plain, 0, length) ? EXPONENT_RANGE : BAD_NUMBER;
  };
}

function checkSign(option: string, sign: string, separators: string): void {
  // A lone surrogate is no character.
  if (/^\P{Cs}$/u.test(sign) && !`${TAKEN}${separators}`.includes(sign)) return;
  throw new RangeError(
    `${option}: expected one character without another meaning, got ${JSON.stringify(sign)}`,
  );
}

interface Spelled {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** There is more of it after `end`. */
  readonly isCut: boolean;
  /** Empty where there is none. */
  readonly groupSign: Uint8Array;
  readonly decimalSign: Uint8Array;
  /** Where the same is written with a point and without groups. */
  readonly plain: Uint8Array;
}

/** @returns how many bytes were written; -1 where the groups are wrong, or a point is none */
function rewrite({ bytes, start, end, isCut, groupSign, decimalSign, plain }: Spelled): number {
  let i = start;
  let length = 0;
  if (bytes[i] === PLUS || bytes[i] === MINUS) plain[length++] = bytes[i++]!;
  for (let groups = 0; ; groups++) {
    let digits = 0;
    for (; i < end && bytes[i]! >= DIGIT_0 && bytes[i]! <= DIGIT_9; digits++) plain[length++] = bytes[i++]!;
    const sign = matched(groupSign, bytes, i, end, isCut);
    if (groups > 0 || sign > 0) {
      const mayHaveMore = isCut && i === end;
      if (digits > GROUP_DIGITS || (groups > 0 ? digits < GROUP_DIGITS && !mayHaveMore : digits === 0))
        return -1;
    }
    if (sign === 0) break;
    i += sign;
  }
  const sign = matched(decimalSign, bytes, i, end, isCut);
  if (sign > 0) {
    plain[length++] = POINT;
    i += sign;
  }
  for (; i < end; i++) {
    if (bytes[i] === POINT) return -1;
    plain[length++] = bytes[i]!;
  }
  return length;
}

/** How many bytes at `i` are the sign's: all of them, or those before the cut; else 0. */
function matched(sign: Uint8Array, bytes: Uint8Array, i: number, end: number, isCut: boolean): number {
  let count = 0;
  while (count < sign.length && i + count < end && bytes[i + count] === sign[count]) count++;
  return count === sign.length || (isCut && i + count === end) ? count : 0;
}

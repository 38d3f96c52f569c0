/** Literals with another decimal sign than a point, with signs between groups of three digits, or of money: `1.234.567,89`, `$5`. */
import { utf8Encoder } from "../../basics/text-codecs.js";
import { DIGIT_0, DIGIT_9, MINUS, PLUS, POINT } from "../../basics/ascii.js";
import { optionError } from "../../basics/option-values.js";
import type { Currency } from "../../contract/currencies.js";
import type { FormatOptions } from "../../contract/numbers-api.js";
import { BAD_NUMBER, EXPONENT_RANGE, MAX_LITERAL_BYTES } from "./bounds.js";
import { addLiteralBytes } from "./literal.js";
import { isBeginning, TEXT_NUMBER } from "./grammar.js";
import { isTakenByMoney, moneyAdder } from "./money.js";

/** Adds a literal as {@link addLiteralBytes} does. */
export type AddLiteral = typeof addLiteralBytes;

export type Spelling = Pick<FormatOptions, "thousands" | "decimal" | "money">;

const GROUP_DIGITS = 3;

/** Characters that have a meaning in numbers already, or that end a row. */
const TAKEN = '0123456789+-eE"\r\n';

/** The characters that end a token of `text`. */
export const TEXT_SEPARATORS = " \t\r\n";

/**
 * @param separators other characters that end a token
 * @throws RangeError where a sign is not one character, has another meaning already, or both are the same
 */
export function checkSpelling(
  { thousands, decimal = ".", money = false }: Spelling,
  separators: string = "",
): void {
  checkSign("decimal", decimal, separators, money);
  if (thousands === undefined) return;
  checkSign("thousands", thousands, separators, money);
  if (thousands !== decimal) return;
  const expected = "another sign than the decimal one";
  throw optionError(RangeError, "thousands", expected, JSON.stringify(decimal));
}

function checkSign(option: string, sign: string, separators: string, money: boolean): void {
  const isTaken = `${TAKEN}${separators}`.includes(sign) || (money && isTakenByMoney(sign));
  // A lone surrogate is no character.
  if (/^\P{Cs}$/u.test(sign) && !isTaken) return;
  throw optionError(RangeError, option, "one character without another meaning", JSON.stringify(sign));
}

/**
 * How literals with these signs are added. A group has three digits, the first one may have fewer; a number without any group sign is fine.
 * @param currency of the amounts of money
 * @throws RangeError as {@link checkSpelling} does
 */
export function literalAdder(
  spelling: Spelling,
  separators: string = "",
  currency: Currency = { mark: undefined },
): AddLiteral {
  checkSpelling(spelling, separators);
  const addNumber = numberAdder(spelling);
  return spelling.money === true ? moneyAdder(addNumber, currency) : addNumber;
}

function numberAdder({ thousands = "", decimal = "." }: Spelling): AddLiteral {
  if (thousands === "" && decimal === ".") return addLiteralBytes;
  const signs: Signs = { group: utf8Encoder().encode(thousands), decimal: utf8Encoder().encode(decimal) };
  const plain = new Uint8Array(MAX_LITERAL_BYTES);
  return (bytes, start, end, sink) => {
    const isCut = end - start > MAX_LITERAL_BYTES;
    const shownEnd = isCut ? start + MAX_LITERAL_BYTES : end;
    const length = rewrite(signs, bytes, start, shownEnd, isCut, plain);
    if (length < 0) return BAD_NUMBER;
    if (!isCut) return addLiteralBytes(plain, 0, length, sink);
    return isBeginning(TEXT_NUMBER, plain, 0, length) ? EXPONENT_RANGE : BAD_NUMBER;
  };
}

interface Signs {
  /** Empty where groups have no sign. */
  readonly group: Uint8Array;
  readonly decimal: Uint8Array;
}

/**
 * Writes a literal with a point and without groups.
 * @param isCut whether the literal goes on after `end`
 * @returns how many bytes were written; -1 where the groups are wrong, or a point is not the decimal sign
 */
function rewrite(
  signs: Signs,
  bytes: Uint8Array,
  start: number,
  end: number,
  isCut: boolean,
  plain: Uint8Array,
): number {
  let i = start;
  let length = 0;
  if (bytes[i] === PLUS || bytes[i] === MINUS) plain[length++] = bytes[i++]!;
  for (let groups = 0; ; groups++) {
    let digits = 0;
    for (; i < end && bytes[i]! >= DIGIT_0 && bytes[i]! <= DIGIT_9; digits++) plain[length++] = bytes[i++]!;
    const sign = matched(signs.group, bytes, i, end, isCut);
    if (groups > 0 || sign > 0) {
      const mayHaveMore = isCut && i === end;
      if (digits > GROUP_DIGITS || (groups > 0 ? digits < GROUP_DIGITS && !mayHaveMore : digits === 0))
        return -1;
    }
    if (sign === 0) break;
    i += sign;
  }
  const sign = matched(signs.decimal, bytes, i, end, isCut);
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

/** How many bytes at `i` are the sign's: all of them, or as many as there are before the cut; else 0. */
function matched(sign: Uint8Array, bytes: Uint8Array, i: number, end: number, isCut: boolean): number {
  let count = 0;
  while (count < sign.length && i + count < end && bytes[i + count] === sign[count]) count++;
  return count === sign.length || (isCut && i + count === end) ? count : 0;
}

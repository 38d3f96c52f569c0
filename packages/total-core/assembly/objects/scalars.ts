/** Strings, numbers and words: RFC 8259, sections 3, 6 and 7. */
import { areDigits, areEndsOfCharacters, digitsFromBytes } from "../simd/bytes";
import {
  BACKSLASH, DIGIT_0, isDigit, LETTER_A, LETTER_E, MINUS, PLUS, POINT, QUOTE, SLASH,
} from "../simd/ascii";
import { stopAt, STOPPED } from "./stop";
import { isUtf8 } from "./utf8";

/** The first four letters of the words, as little-endian integers. */
const TRUE: u32 = 0x65757274;
const NULL: u32 = 0x6c6c756e;
const FALS: u32 = 0x736c6166;

/** Whether a scalar may begin with this byte. */
export function beginsScalar(byte: u32): bool {
  return byte == QUOTE || byte == MINUS || isDigit(byte) || isLowerCase(byte);
}

/**
 * Reads a plain scalar, as nearly all are: a string without escapes, a number without an exponent of at most 31 bytes after its sign, or a word.
 *
 * It calls no function: calls would cost a third more than the rest of a row.
 * @returns where the scalar ends; STOPPED if it is not plain, or no scalar
 */
// @ts-ignore: decorators are valid here
@inline
export function endOfPlainScalar(at: usize): usize {
  const byte = u32(load<u8>(at));
  if (byte == QUOTE) return endOfPlainString(at);
  return byte < LETTER_A ? endOfPlainNumber(at, byte) : endOfPlainWord(at);
}

// @ts-ignore: decorators are valid here
@inline
function endOfPlainString(opening: usize): usize {
  let at = opening + 1;
  let ends = endsOfString(at);
  while (ends == 0) {
    at += 16;
    ends = endsOfString(at);
  }
  at += usize(ctz(ends));
  if (load<u8>(at) != QUOTE) return stopAt(at);
  return at + 1;
}

/** A bit for each of 16 bytes that is a quote, a backslash or a control character. */
function endsOfString(at: usize): u32 {
  return u32(i8x16.bitmask(areEndsOfCharacters(v128.load(at))));
}

// @ts-ignore: decorators are valid here
@inline
function endOfPlainNumber(at: usize, byte: u32): usize {
  const first = at + usize(byte == MINUS);
  let others = othersThanDigits(first);
  if ((others & (others - 1)) == 0) others |= othersThanDigits(first + 16) << 16;
  let length = u32(ctz(others));
  if (load<u8>(first) == DIGIT_0) {
    if (length != 1) return stopAt(at);
  } else if (length == 0) return stopAt(at);
  if (load<u8>(first + length) == POINT) {
    const fraction = length + 1;
    others &= others - 1;
    length = u32(ctz(others));
    if (length == fraction) return stopAt(at);
  }
  if (length == 32) return stopAt(at);
  if ((u32(load<u8>(first + length)) | 0x20) == LETTER_E) return stopAt(at);
  return first + length;
}

/** A bit for each of 16 bytes that is no digit. */
function othersThanDigits(at: usize): u32 {
  return u32(i8x16.bitmask(areDigits(digitsFromBytes(v128.load(at))))) ^ 0xffff;
}

function endOfPlainWord(at: usize): usize {
  const letters = load<u32>(at);
  if (letters == TRUE || letters == NULL) return at + 4;
  if (letters != FALS || load<u8>(at + 4) != LETTER_E) return stopAt(at);
  return at + 5;
}

/** Where a scalar ends; STOPPED if it is not one. Its first byte is one that a scalar may begin with. */
export function endOfScalar(at: usize): usize {
  const byte = u32(load<u8>(at));
  if (byte == QUOTE) return endOfString(at);
  if (byte < LETTER_A) return endOfNumber(byte == MINUS ? at + 1 : at);
  const end = endOfPlainWord(at);
  return end == STOPPED ? stopAt(endOfLetters(at)) : end;
}

/** @param opening the address of the opening quote */
export function endOfString(opening: usize): usize {
  let at = opening + 1;
  while (at != STOPPED) {
    const ends = endsOfString(at);
    if (ends == 0) {
      at += 16;
      continue;
    }
    at += usize(ctz(ends));
    const byte = u32(load<u8>(at));
    if (byte == QUOTE) return at + 1;
    at = byte == BACKSLASH ? endOfEscape(at) : stopAt(at);
  }
  return STOPPED;
}

/** The same for a key, which must be UTF-8. Nearly all keys are short and ASCII, and the first vector shows it. */
export function endOfKey(opening: usize): usize {
  const first = opening + 1;
  const ends = endsOfString(first);
  const others = u32(i8x16.bitmask(v128.load(first)));
  const length = u32(ctz(ends));
  if (ends != 0 && (others & ((1 << length) - 1)) == 0 && load<u8>(first + length) == QUOTE) {
    return first + length + 1;
  }
  const end = endOfString(opening);
  return end == STOPPED || isUtf8(first, end - 1) ? end : stopAt(opening);
}

function endOfEscape(backslash: usize): usize {
  const at = backslash + 1;
  switch (u32(load<u8>(at))) {
    case QUOTE:
    case BACKSLASH:
    case SLASH:
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return at + 1;
    case 0x75: // u
      for (let digit = at + 1; digit <= at + 4; digit++) {
        if (!isHexDigit(u32(load<u8>(digit)))) return stopAt(digit);
      }
      return at + 5;
    default:
      return stopAt(at);
  }
}

/** @param first the address where its first digit must be */
function endOfNumber(first: usize): usize {
  let at = endOfDigits(first);
  if (at == first) return stopAt(at);
  if (at > first + 1 && load<u8>(first) == DIGIT_0) return stopAt(first + 1);
  if (load<u8>(at) == POINT) {
    const fraction = at + 1;
    at = endOfDigits(fraction);
    if (at == fraction) return stopAt(at);
  }
  if ((u32(load<u8>(at)) | 0x20) == LETTER_E) {
    const sign = u32(load<u8>(at + 1));
    const exponent = at + 1 + usize(sign == PLUS || sign == MINUS);
    at = endOfDigits(exponent);
    if (at == exponent) return stopAt(at);
  }
  return at;
}

function endOfDigits(begin: usize): usize {
  let at = begin;
  while (isDigit(u32(load<u8>(at)))) at++;
  return at;
}

function endOfLetters(begin: usize): usize {
  let at = begin;
  while (isLowerCase(u32(load<u8>(at)))) at++;
  return at;
}

function isLowerCase(byte: u32): bool {
  return byte - LETTER_A < 26;
}

function isHexDigit(byte: u32): bool {
  return isDigit(byte) || (byte | 0x20) - LETTER_A < 6;
}

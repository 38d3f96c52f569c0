/** Classes of bytes: each function takes 16 bytes and returns their mask (see block.ts). */
import { COMMA, CR, DIGIT_0, LF, MINUS, PLUS, POINT, SPACE, TAB } from "./ascii";

/** The value of each byte as a digit. A byte that is no digit gets a value above 9, unsigned. */
export function digitsFromBytes(bytes: v128): v128 {
  return i8x16.sub(bytes, i8x16.splat(i8(DIGIT_0)));
}

/** Takes what {@link digitsFromBytes} returns. */
export function areDigits(digits: v128): v128 {
  return v128.le<u8>(digits, i8x16.splat(9));
}

function areEqualTo(byte: u32, bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(i8(byte)));
}

export function areZeros(bytes: v128): v128 {
  return areEqualTo(DIGIT_0, bytes);
}

export function arePoints(bytes: v128): v128 {
  return areEqualTo(POINT, bytes);
}

export function areMinuses(bytes: v128): v128 {
  return areEqualTo(MINUS, bytes);
}

export function arePluses(bytes: v128): v128 {
  return areEqualTo(PLUS, bytes);
}

export function areCommas(bytes: v128): v128 {
  return areEqualTo(COMMA, bytes);
}

export function areLineFeeds(bytes: v128): v128 {
  return areEqualTo(LF, bytes);
}

export function areSpacesOrTabs(bytes: v128): v128 {
  return v128.or(areEqualTo(SPACE, bytes), areEqualTo(TAB, bytes));
}

/** Space, tab, LF, CR: the delimiters of text, the white space of JSON. */
export function areBlanks(bytes: v128): v128 {
  return v128.or(
    v128.or(areEqualTo(SPACE, bytes), areEqualTo(TAB, bytes)),
    v128.or(areEqualTo(LF, bytes), areEqualTo(CR, bytes)),
  );
}

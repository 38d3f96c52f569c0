/** What bytes stand for: masks of a vector (see block.ts). */

// @ts-ignore: decorators are valid here
@inline
const TAB: i8 = 0x09;
// @ts-ignore: decorators are valid here
@inline
const LF: i8 = 0x0a;
// @ts-ignore: decorators are valid here
@inline
const CR: i8 = 0x0d;
// @ts-ignore: decorators are valid here
@inline
const SPACE: i8 = 0x20;
// @ts-ignore: decorators are valid here
@inline
const PLUS: i8 = 0x2b;
// @ts-ignore: decorators are valid here
@inline
const COMMA: i8 = 0x2c;
// @ts-ignore: decorators are valid here
@inline
const MINUS: i8 = 0x2d;
// @ts-ignore: decorators are valid here
@inline
const POINT: i8 = 0x2e;
// @ts-ignore: decorators are valid here
@inline
export const ZERO: i8 = 0x30;

/** What each byte is worth as a digit; a byte that is no digit gets more than 9, unsigned. */
// @ts-ignore: decorators are valid here
@inline
export function digitsFromBytes(bytes: v128): v128 {
  return i8x16.sub(bytes, i8x16.splat(ZERO));
}

// @ts-ignore: decorators are valid here
@inline
export function areDigits(digits: v128): v128 {
  return v128.le<u8>(digits, i8x16.splat(9));
}

// @ts-ignore: decorators are valid here
@inline
export function areZeros(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(ZERO));
}

// @ts-ignore: decorators are valid here
@inline
export function arePoints(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(POINT));
}

// @ts-ignore: decorators are valid here
@inline
export function areMinuses(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(MINUS));
}

// @ts-ignore: decorators are valid here
@inline
export function arePluses(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(PLUS));
}

// @ts-ignore: decorators are valid here
@inline
export function areCommas(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(COMMA));
}

// @ts-ignore: decorators are valid here
@inline
export function areLineFeeds(bytes: v128): v128 {
  return i8x16.eq(bytes, i8x16.splat(LF));
}

/** Space, tab, LF, CR: the delimiters of text, the white space of JSON. */
// @ts-ignore: decorators are valid here
@inline
export function areBlanks(bytes: v128): v128 {
  return v128.or(
    v128.or(i8x16.eq(bytes, i8x16.splat(SPACE)), i8x16.eq(bytes, i8x16.splat(TAB))),
    v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR))),
  );
}

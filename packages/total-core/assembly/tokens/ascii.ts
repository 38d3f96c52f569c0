/** Bytes that are looked at one by one. */

// @ts-ignore: decorators are valid here
@inline
export const TAB: u32 = 0x09;
// @ts-ignore: decorators are valid here
@inline
export const LF: u32 = 0x0a;
// @ts-ignore: decorators are valid here
@inline
export const CR: u32 = 0x0d;
// @ts-ignore: decorators are valid here
@inline
export const SPACE: u32 = 0x20;
// @ts-ignore: decorators are valid here
@inline
export const QUOTE: u32 = 0x22;
// @ts-ignore: decorators are valid here
@inline
export const PLUS: u32 = 0x2b;
// @ts-ignore: decorators are valid here
@inline
export const COMMA: u32 = 0x2c;
// @ts-ignore: decorators are valid here
@inline
export const MINUS: u32 = 0x2d;
// @ts-ignore: decorators are valid here
@inline
export const POINT: u32 = 0x2e;
// @ts-ignore: decorators are valid here
@inline
export const SLASH: u32 = 0x2f;
// @ts-ignore: decorators are valid here
@inline
export const DIGIT_0: u32 = 0x30;
// @ts-ignore: decorators are valid here
@inline
export const COLON: u32 = 0x3a;
// @ts-ignore: decorators are valid here
@inline
export const OPEN_ARRAY: u32 = 0x5b;
// @ts-ignore: decorators are valid here
@inline
export const BACKSLASH: u32 = 0x5c;
// @ts-ignore: decorators are valid here
@inline
export const CLOSE_ARRAY: u32 = 0x5d;
// @ts-ignore: decorators are valid here
@inline
export const LETTER_A: u32 = 0x61;
// @ts-ignore: decorators are valid here
@inline
export const LETTER_E: u32 = 0x65;
// @ts-ignore: decorators are valid here
@inline
export const LETTER_N: u32 = 0x6e;
// @ts-ignore: decorators are valid here
@inline
export const OPEN_OBJECT: u32 = 0x7b;
// @ts-ignore: decorators are valid here
@inline
export const CLOSE_OBJECT: u32 = 0x7d;

// @ts-ignore: decorators are valid here
@inline
export function isDigit(byte: u32): bool {
  return byte - DIGIT_0 <= 9;
}

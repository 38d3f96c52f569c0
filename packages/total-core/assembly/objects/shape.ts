/**
 * The shape of a row: the texts between its scalars. It is kept from the row before, because most rows have the same keys. Where such a text
 * stands again, nothing in it has to be read again: its meaning and what may come after it are known.
 *
 * A part of it is the text before a scalar or, the last one, up to the row's end.
 */

/** The row ends with the part. */
// @ts-ignore: decorators are valid here
@inline
export const ENDS_ROW: u32 = 1;
/** The scalar after the part is what the path leads to. */
// @ts-ignore: decorators are valid here
@inline
export const IS_BEFORE_PICKED: u32 = 2;

/** Of each part: where its text is kept, how long that is, which bits of its last vector count, its flags, and the state of structure.ts at its end. */
// @ts-ignore: decorators are valid here
@inline
const LENGTH = 4;
// @ts-ignore: decorators are valid here
@inline
const LAST_BITS = 8;
// @ts-ignore: decorators are valid here
@inline
const FLAGS = 12;
// @ts-ignore: decorators are valid here
@inline
export const STATE = 16;
// @ts-ignore: decorators are valid here
@inline
export const PART_BYTES = 40;

// @ts-ignore: decorators are valid here
@inline
const MOST_PARTS = 512;
export const PARTS: usize = memory.data(MOST_PARTS * PART_BYTES, 8);
const LAST_PART: usize = PARTS + (MOST_PARTS - 1) * PART_BYTES;

// @ts-ignore: decorators are valid here
@inline
const TEXT_BYTES = 16384;
const TEXTS: usize = memory.data(TEXT_BYTES + 16, 16);

/** A bit that no vector has: the part is unknown. After the parts that are known there always stands one that is not. */
// @ts-ignore: decorators are valid here
@inline
const UNKNOWN: u32 = 1 << 16;

export function forgetShape(): void {
  setText(PARTS, TEXTS, 0, UNKNOWN);
}

/** Makes the part unknown. The parts before it, and its state, remain. */
export function forgetPart(part: usize): void {
  setText(part, textOf(part), 0, UNKNOWN);
}

// @ts-ignore: decorators are valid here
@inline
export function textOf(part: usize): usize {
  return usize(load<u32>(part));
}

// @ts-ignore: decorators are valid here
@inline
export function lengthOf(part: usize): usize {
  return usize(load<u32>(part, LENGTH));
}

// @ts-ignore: decorators are valid here
@inline
export function lastBitsOf(part: usize): u32 {
  return load<u32>(part, LAST_BITS);
}

// @ts-ignore: decorators are valid here
@inline
export function flagsOf(part: usize): u32 {
  return load<u32>(part, FLAGS);
}

/** Rows with more parts have all the others in the last one, which is always unknown. */
// @ts-ignore: decorators are valid here
@inline
export function partAfter(part: usize): usize {
  return min(part + PART_BYTES, LAST_PART);
}

/** Makes the text from `begin` to `end` that of the part, if there is room for it, and those after it unknown. */
export function setPart(part: usize, begin: usize, end: usize, flags: u32): void {
  const text = part == PARTS ? TEXTS : textOf(part - PART_BYTES) + lengthOf(part - PART_BYTES);
  const length = end - begin;
  if (part == LAST_PART || text + length > TEXTS + TEXT_BYTES) {
    setText(part, text, 0, UNKNOWN);
  } else {
    memory.copy(text, begin, length);
    setText(part, text, length, (1 << u32(length & 15)) - 1);
    setText(part + PART_BYTES, text + length, 0, UNKNOWN);
  }
  store<u32>(part, flags, FLAGS);
}

function setText(part: usize, text: usize, length: usize, lastBits: u32): void {
  store<u32>(part, u32(text));
  store<u32>(part, u32(length), LENGTH);
  store<u32>(part, lastBits, LAST_BITS);
}

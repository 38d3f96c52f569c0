/**
 * The shape of a row: the texts between its scalars. It is kept for the next row, because most rows have the same keys. Where the next row has the
 * same text in the same place, the text need not be parsed again: its meaning, and the state behind it, are known.
 *
 * Each part of the shape is the text before a scalar; the last part is the text up to the end of the row.
 */

/** The row ends with the part. */
export const ENDS_ROW: u32 = 1;
/** The path leads to the scalar behind the part. */
export const IS_BEFORE_PICKED: u32 = 2;

/** A part: where its text is kept, how long the text is, which bits of its last vector count, its flags, the state of structure.ts behind it. */
const LENGTH = 4;
const LAST_BITS = 8;
const FLAGS = 12;
export const STATE = 16;
export const PART_BYTES = 40;

const MOST_PARTS = 512;
export const PARTS: usize = memory.data(MOST_PARTS * PART_BYTES, 8);
const LAST_PART: usize = PARTS + (MOST_PARTS - 1) * PART_BYTES;

const TEXT_BYTES = 16384;
const TEXTS: usize = memory.data(TEXT_BYTES + 16, 16);

/** The part is unknown: no vector has this bit. Behind the known parts there always is an unknown one. */
const UNKNOWN: u32 = 1 << 16;

export function forgetShape(): void {
  setText(PARTS, TEXTS, 0, UNKNOWN);
}

/** Makes the part unknown. The parts before it, and its state, stay. */
export function forgetPart(part: usize): void {
  setText(part, textOf(part), 0, UNKNOWN);
}

export function textOf(part: usize): usize {
  return usize(load<u32>(part));
}

export function lengthOf(part: usize): usize {
  return usize(load<u32>(part, LENGTH));
}

export function lastBitsOf(part: usize): u32 {
  return load<u32>(part, LAST_BITS);
}

export function flagsOf(part: usize): u32 {
  return load<u32>(part, FLAGS);
}

/** All parts beyond the last one share it, and it is always unknown. */
export function partAfter(part: usize): usize {
  return min(part + PART_BYTES, LAST_PART);
}

/** Sets the text of the part to the bytes from `begin` to `end`, if there is room for them, and makes the next part unknown. */
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

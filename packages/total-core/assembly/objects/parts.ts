/**
 * The parts of rows, as far as they are known: the texts between scalars, each with its meaning. A text that stood in the same state before need not be
 * parsed again: its flags and the state behind it are known.
 *
 * Each part is the text before a scalar; the last part of a row is the text up to its end. A string or word that was the same in many rows is text too: the
 * part holds it.
 */
import { beginsScalar } from "./scalars";

/** The row ends with the part. */
export const ENDS_ROW: u32 = 1;
/** A path leads to the scalar behind the part. The bits from CELL_SHIFT on say which one. */
export const IS_BEFORE_PICKED: u32 = 2;
/** The same for a path to a part of the row's key. */
export const IS_BEFORE_KEY: u32 = 4;
/** Nothing but a number may stand there. */
export const IS_BEFORE_NUMBER: u32 = 8;
/** The row ends, and has not had all paths. */
export const LACKS_PATHS: u32 = 16;
/** The scalar is the end of the text. */
export const HOLDS_SCALAR: u32 = 32;

const CELL_SHIFT: u32 = 8;
/** A cell has two u32: the address of the byte before a value, and where it ends. */
export const CELL_BYTES: u32 = 8;

export function flagsOfPath(path: u32): u32 {
  return IS_BEFORE_PICKED | ((path * CELL_BYTES) << CELL_SHIFT);
}

/** Where the cell of the scalar behind the part is among those of its row. */
export function cellOffset(flags: u32): usize {
  return usize(flags >>> CELL_SHIFT);
}

/**
 * A part: where its text is kept, how long the text is, which bits of its last vector count, its flags, the states before and behind it, the next part behind
 * the state before it. For lengthen.ts: how often it may still try to lengthen the part, and the longer part that came of it. For waiting.ts: a u64 with a bit for
 * each of the first 48 bytes that is the text's. For states.ts: the first 16 bytes from where the part was met.
 */
const LENGTH = 4;
const LAST_BITS = 8;
const FLAGS = 12;
const BEFORE = 16;
const BEHIND = 20;
export const OTHERS = 24;
export const TRIES = 28;
export const LONGER = 32;
const BITS = 40;
export const SAMPLE = 48;
const PART_BYTES = SAMPLE + 16;

const MOST_PARTS = 1024;
const PARTS: usize = memory.data(MOST_PARTS * PART_BYTES, 16);
/** No part: its text is nowhere. */
export const NONE: usize = PARTS;
/** The part that there is no room for. It stays until the row ends: the next row forgets all parts. */
export const PASSING: usize = PARTS + PART_BYTES;
const FIRST_PART: usize = PASSING + PART_BYTES;
const PARTS_END: usize = PARTS + MOST_PARTS * PART_BYTES;
let partsEnd: usize = FIRST_PART;

/** No vector has this bit. */
const UNKNOWN: u32 = 1 << 16;

const TEXT_BYTES = 32768;
/** So many bytes of a text are read at once in waiting.ts; they may reach behind the last text. */
const MOST_BITS = 48;
const TEXTS: usize = memory.data(TEXT_BYTES + MOST_BITS, 16);
let textsEnd: usize = TEXTS;

/** Whether there was no room for a part: what is known may be of rows that come no more. */
export let isFull: bool = false;

export function forgetParts(): void {
  partsEnd = FIRST_PART;
  textsEnd = TEXTS;
  isFull = false;
  for (let part = NONE; part < FIRST_PART; part += PART_BYTES) {
    store<u32>(part, u32(TEXTS));
    store<u32>(part, UNKNOWN, LAST_BITS);
  }
}

export function hasRoomFor(length: usize): bool {
  return partsEnd < PARTS_END && textsEnd + length <= TEXTS + TEXT_BYTES;
}

const MOST_TRIES: u32 = 8;

/** A new part, with the bytes from `begin` to `end` as its text; PASSING if there is no room. */
export function newPart(before: usize, behind: usize, begin: usize, end: usize, flags: u32, hasRoom: bool): usize {
  const length = end - begin;
  let part = PASSING;
  if (!hasRoom || !hasRoomFor(length)) isFull = true;
  else {
    part = partsEnd;
    partsEnd += PART_BYTES;
    memory.copy(textsEnd, begin, length);
    store<u32>(part, u32(textsEnd));
    store<u32>(part, u32(length), LENGTH);
    store<u32>(part, (1 << u32(length & 15)) - 1, LAST_BITS);
    store<u64>(part, (u64(1) << u64(min(u32(length), u32(MOST_BITS)))) - 1, BITS);
    v128.store(part, v128.load(begin), SAMPLE);
    textsEnd += length;
  }
  store<u32>(part, flags, FLAGS);
  store<u32>(part, u32(before), BEFORE);
  store<u32>(part, u32(behind), BEHIND);
  store<u32>(part, MOST_TRIES, TRIES);
  store<u32>(part, u32(NONE), LONGER);
  return part;
}

export function textOf(part: usize): usize {
  return usize(load<u32>(part));
}

export function lengthOf(part: usize): usize {
  return usize(load<u32>(part, LENGTH));
}

export function bitsOf(part: usize): u64 {
  return load<u64>(part, BITS);
}

export function lastBitsOf(part: usize): u32 {
  return load<u32>(part, LAST_BITS);
}

export function flagsOf(part: usize): u32 {
  return load<u32>(part, FLAGS);
}

export function stateBefore(part: usize): usize {
  return usize(load<u32>(part, BEFORE));
}

export function stateBehind(part: usize): usize {
  return usize(load<u32>(part, BEHIND));
}

/** Whether the bytes at `at` are the text of the part. */
export function standsAt(part: usize, at: usize): bool {
  let text = textOf(part);
  let left = lengthOf(part);
  for (; left >= 16; left -= 16) {
    if (i8x16.bitmask(i8x16.eq(v128.load(at), v128.load(text))) != 0xffff) return false;
    at += 16;
    text += 16;
  }
  const lastBits = lastBitsOf(part);
  return (u32(i8x16.bitmask(i8x16.eq(v128.load(at), v128.load(text)))) & lastBits) == lastBits;
}

/**
 * Whether the part is at `at`. A text may go on where another one ends, at a bracket: the one whose text is followed by a scalar is right.
 */
// @ts-ignore: decorators are valid here
@inline
export function isAt(part: usize, at: usize): bool {
  return standsAt(part, at) && ((flagsOf(part) & (ENDS_ROW | HOLDS_SCALAR)) != 0 || beginsScalar(u32(load<u8>(at + lengthOf(part)))));
}

/**
 * Memory of the rows read so far: it keeps the texts between their scalars, each with its meaning. A text that was parsed in the same state before need not
 * be parsed again: its flags and the state behind it are known.
 *
 * Most rows have the same texts in the same order, which is their shape: the shape of the last row is the first guess. Where the row has another text, it is
 * looked for among all that have followed the same state. So rows may have their keys in any order.
 *
 * Each part of a row is the text before a scalar; the last part is the text up to the end of the row.
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
 * A part: where its text is kept, how long the text is, which bits of its last vector count, its flags, the state of structure.ts behind it; then addresses
 * of parts, u32. STATE_PART is the first part with the same state behind it, which stands for the state. It has the parts that follow the state as a list,
 * from FIRST on through OTHERS, and the next part that stands for a state.
 */
const LENGTH = 4;
const LAST_BITS = 8;
const FLAGS = 12;
export const STATE = 16;
const STATE_BYTES = 24;
const STATE_PART = STATE + STATE_BYTES;
const FIRST = STATE_PART + 4;
const OTHERS = FIRST + 4;
const NEXT_STATE = OTHERS + 4;
const PART_BYTES = NEXT_STATE + 4;

const MOST_PARTS = 1024;
const PARTS: usize = memory.data(MOST_PARTS * PART_BYTES, 8);
/** No part: its text is nowhere. */
export const NONE: usize = PARTS;
/** Stands for the state before a row. */
export const ROOT: usize = PARTS + PART_BYTES;
/** The part that there is no room for. It stays until the row ends: the next row forgets all parts. */
const PASSING: usize = ROOT + PART_BYTES;
const FIRST_PART: usize = PASSING + PART_BYTES;
const PARTS_END: usize = PARTS + MOST_PARTS * PART_BYTES;
let partsEnd: usize = FIRST_PART;

const TEXT_BYTES = 32768;
const TEXTS: usize = memory.data(TEXT_BYTES + 16, 16);
let textsEnd: usize = TEXTS;

/** The shape of the last row: its parts, u32, and behind them NONE. Each part in it follows the one before it. */
const MOST_PLACES = 512;
export const SHAPE: usize = memory.data(MOST_PLACES * 4, 4);
const LAST_PLACE: usize = SHAPE + (MOST_PLACES - 1) * 4;

/** The most parts after a state that are compared. With more, it is as fast to parse the text again. */
const MOST_COMPARED = 16;

/** No vector has this bit. */
const UNKNOWN: u32 = 1 << 16;

/** Forgets all parts. The state of {@link ROOT} is the caller's to set. */
export function forgetShape(): void {
  partsEnd = FIRST_PART;
  textsEnd = TEXTS;
  isFull = false;
  for (let part = NONE; part < FIRST_PART; part += PART_BYTES) beginPart(part);
  store<u32>(SHAPE, u32(NONE));
  store<u32>(LAST_PLACE, u32(NONE));
}

/** Whether there was no room for a part: what is known may be of rows that come no more. */
export let isFull: bool = false;

export function partIn(place: usize): usize {
  return usize(load<u32>(place));
}

/** All parts beyond the last place share it, and it always is {@link NONE}. */
export function placeAfter(place: usize): usize {
  return min(place + 4, LAST_PLACE);
}

/** Sets the part in the shape. The parts behind it stay if the state behind it is the same. */
export function setPartIn(place: usize, part: usize): void {
  if (place == LAST_PLACE) return;
  if (statePartOf(part) != statePartOf(partIn(place))) store<u32>(place + 4, u32(NONE));
  store<u32>(place, u32(part));
}

export function forgetPartIn(place: usize): void {
  store<u32>(place, u32(NONE));
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

function statePartOf(part: usize): usize {
  return usize(load<u32>(part, STATE_PART));
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
 * Finds the part that follows `previous` and whose text is at `at`. A text may go on where another one ends, at a bracket: the one whose text is followed
 * by a scalar is right.
 * @returns NONE if it is unknown
 */
export function partAt(previous: usize, at: usize): usize {
  let part = usize(load<u32>(statePartOf(previous), FIRST));
  for (let left = MOST_COMPARED; left > 0 && part != NONE; left--) {
    if (isAt(part, at)) return part;
    part = usize(load<u32>(part, OTHERS));
  }
  return NONE;
}

function isAt(part: usize, at: usize): bool {
  return standsAt(part, at) && ((flagsOf(part) & ENDS_ROW) != 0 || beginsScalar(u32(load<u8>(at + lengthOf(part)))));
}

/** A new part behind `previous`, with the bytes from `begin` to `end` as its text. The caller writes the state behind it, and then joins it. */
export function newPart(previous: usize, begin: usize, end: usize, flags: u32): usize {
  const length = end - begin;
  let part = PASSING;
  // Behind a state that no part stands for there can be none either.
  if (statePartOf(previous) == PASSING || partsEnd == PARTS_END || textsEnd + length > TEXTS + TEXT_BYTES) isFull = true;
  else {
    part = partsEnd;
    partsEnd += PART_BYTES;
  }
  beginPart(part);
  store<u32>(part, flags, FLAGS);
  if (part == PASSING) return part;
  memory.copy(textsEnd, begin, length);
  store<u32>(part, u32(textsEnd));
  store<u32>(part, u32(length), LENGTH);
  store<u32>(part, (1 << u32(length & 15)) - 1, LAST_BITS);
  textsEnd += length;
  return part;
}

/** Joins a new part, whose state is written, to those that are known. */
export function joinPart(previous: usize, part: usize): void {
  let state = usize(load<u32>(ROOT, NEXT_STATE));
  while (state != NONE && memory.compare(state + STATE, part + STATE, STATE_BYTES) != 0) {
    state = usize(load<u32>(state, NEXT_STATE));
  }
  if (state != NONE) store<u32>(part, u32(state), STATE_PART);
  if (part == PASSING) return;
  const before = statePartOf(previous);
  store<u32>(part, load<u32>(before, FIRST), OTHERS);
  store<u32>(before, u32(part), FIRST);
  if (state != NONE) return;
  store<u32>(part, load<u32>(ROOT, NEXT_STATE), NEXT_STATE);
  store<u32>(ROOT, u32(part), NEXT_STATE);
}

/** Clears what a part has, but for its flags and its state. */
function beginPart(part: usize): void {
  store<u32>(part, u32(TEXTS));
  store<u32>(part, 0, LENGTH);
  store<u32>(part, UNKNOWN, LAST_BITS);
  store<u32>(part, u32(part), STATE_PART);
  for (let link = FIRST; link < PART_BYTES; link += 4) store<u32>(part + link, u32(NONE));
}

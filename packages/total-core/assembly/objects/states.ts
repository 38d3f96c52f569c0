/** The states between the parts of rows, each with the parts that have followed it. In most states one byte of a text tells which of them it is. */
import {
  ENDS_ROW, flagsOf, forgetParts, isAt, lengthOf, LONGER, newPart, NONE, OTHERS, PASSING, SAMPLE,
} from "./parts";

/**
 * A state: which containers are open, and the places that the row has had, both as bits in a u64; how many containers are open; the place of the innermost
 * object. Then the newest of the parts that follow it; the next state; which byte of a text decides on its slot; how many parts follow; and the slots.
 */
const OBJECTS = 0;
const MET = 8;
const DEPTH = 16;
const PLACE = 20;
const FIRST = 24;
const NEXT = 28;
const POSITION = 32;
const PARTS = 36;
const SLOTS = 48;

/** A slot, in u32: one of the parts, or NONE; for waiting.ts the first line that waits here, and the next slot where lines wait; the state. */
export const FIRST_LINE = 4;
export const NEXT_AWAITED = 8;
const STATE = 12;
const SLOT_SHIFT = 4;
export const NO_SLOT: usize = 0;
const SLOT_COUNT: u32 = 32;
const STATE_BYTES = SLOTS + (SLOT_COUNT << SLOT_SHIFT);

const MOST_STATES = 256;
/** The state before a row, and the first of the list. */
export const ROOT: usize = memory.data(MOST_STATES * STATE_BYTES, 16);
/** The state that there is no room for. */
const PASSING_STATE: usize = ROOT + STATE_BYTES;
const FIRST_STATE: usize = PASSING_STATE + STATE_BYTES;
const STATES_END: usize = ROOT + MOST_STATES * STATE_BYTES;
let statesEnd: usize = FIRST_STATE;
const NO_STATE: usize = 0;

/** The most parts behind a state that are compared, and that have slots of their own. With more, it is as fast to parse the text again. */
const MOST_COMPARED: u32 = 16;
const POSITIONS: u32 = 16;

/** Forgets all parts and states. From then on the state before a row is this one. */
export function forgetStates(objects: u64, met: u64, depth: i32, place: u32): void {
  forgetParts();
  statesEnd = FIRST_STATE;
  setState(ROOT, objects, met, depth, place);
}

export function objectsIn(state: usize): u64 {
  return load<u64>(state, OBJECTS);
}

export function metIn(state: usize): u64 {
  return load<u64>(state, MET);
}

export function depthIn(state: usize): i32 {
  return load<i32>(state, DEPTH);
}

export function placeIn(state: usize): u32 {
  return load<u32>(state, PLACE);
}

/** The state that is like this, behind a part. It is not {@link ROOT}, where a row may begin, even where each row is a number. */
export function stateLike(objects: u64, met: u64, depth: i32, place: u32): usize {
  for (let state = usize(load<u32>(ROOT, NEXT)); state != NO_STATE; state = usize(load<u32>(state, NEXT))) {
    if (objectsIn(state) == objects && metIn(state) == met && depthIn(state) == depth && placeIn(state) == place) return state;
  }
  let state = PASSING_STATE;
  if (statesEnd < STATES_END) {
    state = statesEnd;
    statesEnd += STATE_BYTES;
  }
  const next = load<u32>(ROOT, NEXT);
  setState(state, objects, met, depth, place);
  if (state == PASSING_STATE) return state;
  store<u32>(state, next, NEXT);
  store<u32>(ROOT, u32(state), NEXT);
  return state;
}

function setState(state: usize, objects: u64, met: u64, depth: i32, place: u32): void {
  memory.fill(state, 0, STATE_BYTES);
  store<u64>(state, objects, OBJECTS);
  store<u64>(state, met, MET);
  store<i32>(state, depth, DEPTH);
  store<u32>(state, place, PLACE);
  store<u32>(state, u32(NONE), FIRST);
  for (let slot = state + SLOTS; slot < state + STATE_BYTES; slot += 1 << SLOT_SHIFT) {
    setPartIn(slot, NONE);
    store<u32>(slot, u32(state), STATE);
  }
}

/** Adds a part with the bytes from `begin` to `end` as its text. */
export function addPart(before: usize, behind: usize, begin: usize, end: usize, flags: u32): usize {
  const part = newPart(before, behind, begin, end, flags, before != PASSING_STATE && behind != PASSING_STATE);
  if (part == PASSING) return part;
  store<u32>(part, load<u32>(before, FIRST), OTHERS);
  store<u32>(before, u32(part), FIRST);
  const parts = load<u32>(before, PARTS) + 1;
  store<u32>(before, parts, PARTS);
  if (parts <= MOST_COMPARED) fillSlots(before);
  return part;
}

/** The part that is at `at` behind the state; NONE if it is unknown. */
export function partAt(state: usize, at: usize): usize {
  let part = usize(load<u32>(state, FIRST));
  for (let left = MOST_COMPARED; left > 0 && part != NONE; left--) {
    if (isAt(part, at)) return part;
    part = usize(load<u32>(part, OTHERS));
  }
  return NONE;
}

/** The same; NONE where many parts follow the state. */
export function fewPartAt(state: usize, at: usize): usize {
  return load<u32>(state, PARTS) <= MOST_COMPARED ? partAt(state, at) : NONE;
}

/** The slot of the part that most likely is at `at` behind the state. */
export function slotAt(state: usize, at: usize): usize {
  return state + SLOTS + slotOffset(load<u8>(at + usize(load<u32>(state, POSITION))));
}

export function partIn(slot: usize): usize {
  return usize(load<u32>(slot));
}

export function setPartIn(slot: usize, part: usize): void {
  store<u32>(slot, u32(part));
}

export function stateOf(slot: usize): usize {
  return usize(load<u32>(slot, STATE));
}

function slotOffset(byte: u32): usize {
  return usize((byte & (SLOT_COUNT - 1)) << SLOT_SHIFT);
}

/** Chooses the first byte in which the fewest parts behind the state are alike, and puts each part in its slot; the newest one, where they share one. */
function fillSlots(state: usize): void {
  let fewest = u32.MAX_VALUE;
  let best: u32 = 0;
  for (let position: u32 = 0; position < POSITIONS && fewest > 0; position++) {
    const alike = countAlike(state, position);
    if (alike >= fewest) continue;
    fewest = alike;
    best = position;
  }
  store<u32>(state, best, POSITION);
  for (let slot = state + SLOTS; slot < state + STATE_BYTES; slot += 1 << SLOT_SHIFT) setPartIn(slot, NONE);
  let part = usize(load<u32>(state, FIRST));
  for (let left = MOST_COMPARED; left > 0 && part != NONE; left--) {
    const slot = state + SLOTS + slotOffset(load<u8>(part + best, SAMPLE));
    if (partIn(slot) == NONE) setPartIn(slot, part);
    part = usize(load<u32>(part, OTHERS));
  }
}

/** How many of the parts have the byte of a newer one at the position, or none in their text. Behind the end of a row the next one begins as most do. */
function countAlike(state: usize, position: u32): u32 {
  let alike: u32 = 0;
  let seen: u32 = 0;
  let part = usize(load<u32>(state, FIRST));
  for (let left = MOST_COMPARED; left > 0 && part != NONE; left--) {
    if (usize(load<u32>(part, LONGER)) == NONE) {
      const bit = <u32>1 << (load<u8>(part + position, SAMPLE) & (SLOT_COUNT - 1));
      if ((seen & bit) != 0 || usize(position) >= lengthOf(part) + usize(flagsOf(part) & ENDS_ROW)) alike++;
      seen |= bit;
    }
    part = usize(load<u32>(part, OTHERS));
  }
  return alike;
}

/**
 * The shape of the last row: its parts in their order. Most rows have the same texts in the same order, so it is the first guess for the next one. Where the row has
 * another text, it is looked for among all that have followed the same state.
 */
import {
  ENDS_ROW, flagsOf, HOLDS_SCALAR, IS_BEFORE_PICKED, lastBitsOf, lengthOf, NONE, standsAt, stateBehind, textOf,
} from "./parts";
import { mayEnd, pick } from "./picked";
import { endOfPlainScalar } from "./scalars";
import { ROOT } from "./states";
import { STOPPED } from "./stop";

/** The parts, u32, and behind them NONE. Each of them follows the one before it. */
const MOST_PLACES = 512;
export const SHAPE: usize = memory.data(MOST_PLACES * 4, 4);
const LAST_PLACE: usize = SHAPE + (MOST_PLACES - 1) * 4;

export function forgetShape(): void {
  store<u32>(SHAPE, u32(NONE));
  store<u32>(LAST_PLACE, u32(NONE));
}

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
  if (stateBehind(part) != stateBehind(partIn(place))) store<u32>(place + 4, u32(NONE));
  store<u32>(place, u32(part));
}

/** Where {@link followShape} stopped: the place in the shape, the state before it and the address. */
export let stoppedPlace: usize = SHAPE;
export let stoppedState: usize = ROOT;
export let stoppedText: usize = 0;

/**
 * Reads the row that begins at `row`, as far as it has the parts of the shape and plain scalars, and sets its cells.
 * @returns where it ends; STOPPED if the rest is not as usual
 */
export function followShape(row: usize, cells: usize): usize {
  let at = row;
  let place = SHAPE;
  let state = ROOT;
  while (true) {
    const part = partIn(place);
    if (!standsAt(part, at)) break;
    const scalar = at + lengthOf(part);
    const flags = flagsOf(part);
    if ((flags & ENDS_ROW) != 0) {
      if (mayEnd(part, cells, scalar)) return scalar;
      break;
    }
    const end = (flags & HOLDS_SCALAR) != 0 ? scalar : endOfPlainScalar(scalar);
    if (end == STOPPED) break;
    if ((flags & IS_BEFORE_PICKED) != 0 && !pick(cells, flags, scalar, end)) break;
    at = end;
    place = placeAfter(place);
    state = stateBehind(part);
  }
  stoppedPlace = place;
  stoppedState = state;
  stoppedText = at;
  return STOPPED;
}

/**
 * Reads two rows, if both have the parts of the shape and plain scalars, and sets their cells. Within a row each step waits for the step before it; with
 * two rows side by side the processor works on the other one meanwhile. It saves a third of the time.
 * @returns where the second one ends; STOPPED if one of them is not as usual
 */
export function followShapeTwice(row: usize, cells: usize, secondRow: usize, cellsOfSecond: usize): usize {
  let at = row;
  let second = secondRow;
  let place = SHAPE;
  while (true) {
    const part = partIn(place);
    let text = textOf(part);
    let left = lengthOf(part);
    for (; left >= 16; left -= 16) {
      if (bitsOfBoth(at, second, text) != 0xffff) return STOPPED;
      at += 16;
      second += 16;
      text += 16;
    }
    const lastBits = lastBitsOf(part);
    if ((bitsOfBoth(at, second, text) & lastBits) != lastBits) return STOPPED;
    at += left;
    second += left;
    const flags = flagsOf(part);
    if ((flags & ENDS_ROW) != 0) return mayEnd(part, cells, at) && mayEnd(part, cellsOfSecond, second) ? second : STOPPED;
    place = placeAfter(place);
    if ((flags & HOLDS_SCALAR) != 0) continue;
    const scalar = at;
    const secondScalar = second;
    at = endOfPlainScalar(at);
    second = endOfPlainScalar(second);
    if (at == STOPPED) return STOPPED;
    if (second == STOPPED) return STOPPED;
    if ((flags & IS_BEFORE_PICKED) == 0) continue;
    if (!pick(cells, flags, scalar, at)) return STOPPED;
    if (!pick(cellsOfSecond, flags, secondScalar, second)) return STOPPED;
  }
}

/** A bit for each of 16 bytes that is the same at both places and in the text. */
function bitsOfBoth(at: usize, second: usize, text: usize): u32 {
  const bytes = v128.load(text);
  const areSame = i8x16.eq(v128.load(at), bytes);
  return u32(i8x16.bitmask(v128.and(areSame, i8x16.eq(v128.load(second), bytes))));
}

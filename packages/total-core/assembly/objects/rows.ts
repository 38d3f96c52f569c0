/** Reads rows: objects in which a path leads to one number. */
import { LETTER_A, LETTER_N, QUOTE } from "../simd/ascii";
import { listSlowLiteral } from "../memory/report";
import { addLiteral, countEmpty } from "../simd/digit-columns";
import { countMissing } from "./missing";
import { keys, skipsMissing } from "./path";
import { beginsScalar, endOfPlainScalar, endOfScalar } from "./scalars";
import {
  ENDS_ROW, flagsOf, forgetPartIn, IS_BEFORE_PICKED, isFull, lastBitsOf, lengthOf, NONE as NO_PART, partAt, partIn, placeAfter, ROOT, setPartIn, SHAPE,
  standsAt, textOf,
} from "./shape";
import { stopAt, STOPPED } from "./stop";
import { beginShape, hasBackslash, readPart, textEnd } from "./structure";

const NONE: usize = 0;

/** Where the picked scalar begins and ends in the row that was read last; or in both rows. */
let picked: usize = 0;
let pickedEnd: usize = 0;
let secondPicked: usize = 0;
let secondPickedEnd: usize = 0;

/** Where the two rows end that {@link addTwoRows} added last. */
export let firstEnd: usize = 0;
export let secondEnd: usize = 0;

/**
 * Adds the number of the row that begins at `row`.
 * @returns where the row ends; STOPPED, with nothing added, if it is cut or not plain
 */
export function addRow(accumulator: usize, row: usize): usize {
  if (isFull) beginShape();
  let at = row;
  let place = SHAPE;
  let previous = ROOT;
  picked = NONE;
  while (true) {
    let part = partIn(place);
    let scalar = at;
    if (standsAt(part, at)) scalar += lengthOf(part);
    else {
      part = otherPart(place, previous, at);
      if (part == STOPPED) return STOPPED;
      scalar = otherEnd;
    }
    const flags = flagsOf(part);
    if ((flags & ENDS_ROW) != 0) {
      if (isMissing(picked)) countMissing(accumulator);
      else {
        if (!isForPath(picked)) return stopAt(row);
        addPicked(accumulator, row, picked, pickedEnd);
      }
      return scalar;
    }
    let end = endOfPlainScalar(scalar);
    if (end == STOPPED) {
      if (!beginsScalar(u32(load<u8>(scalar)))) {
        // It may be a bracket: then the text goes on, and is another part's.
        forgetPartIn(place);
        continue;
      }
      end = endOfScalar(scalar);
      if (end == STOPPED) return STOPPED;
      // A string with escapes may be a number once it is decoded.
      if ((flags & IS_BEFORE_PICKED) != 0 && hasBackslash(scalar, end)) return stopAt(row);
    }
    if ((flags & IS_BEFORE_PICKED) != 0) {
      picked = scalar;
      pickedEnd = end;
    }
    previous = part;
    place = placeAfter(place);
    at = end;
  }
}

/** Where the text of the part ends that {@link otherPart} found. */
let otherEnd: usize = 0;

/**
 * Finds the part whose text is at `at`, where the shape has another one.
 * @param previous the part before it
 * @returns the part, which then is in the shape, or STOPPED
 */
function otherPart(place: usize, previous: usize, at: usize): usize {
  let part = partAt(previous, at);
  if (part == NO_PART) {
    part = readPart(previous, at);
    if (part == STOPPED) return STOPPED;
    otherEnd = textEnd;
  } else otherEnd = at + lengthOf(part);
  setPartIn(place, part);
  return part;
}

/**
 * Adds two rows, each to its accumulator, if both have the known shape and plain scalars. Within a row each step waits for the step before it; with
 * two rows side by side the processor works on the other one meanwhile. It saves a third of the time.
 * @returns whether they were added; if not, nothing was
 */
export function addTwoRows(accumulator: usize, row: usize, secondAccumulator: usize, secondRow: usize): bool {
  let at = row;
  let second = secondRow;
  picked = NONE;
  for (let place = SHAPE; ; place += 4) {
    const part = partIn(place);
    let text = textOf(part);
    let left = lengthOf(part);
    for (; left >= 16; left -= 16) {
      if (bitsOfBoth(at, second, text) != 0xffff) return false;
      at += 16;
      second += 16;
      text += 16;
    }
    const lastBits = lastBitsOf(part);
    if ((bitsOfBoth(at, second, text) & lastBits) != lastBits) return false;
    at += left;
    second += left;
    const flags = flagsOf(part);
    if ((flags & ENDS_ROW) != 0) break;
    const isPicked = (flags & IS_BEFORE_PICKED) != 0;
    if (isPicked) {
      picked = at;
      secondPicked = second;
    }
    at = endOfPlainScalar(at);
    second = endOfPlainScalar(second);
    if (at == STOPPED) return false;
    if (second == STOPPED) return false;
    if (isPicked) {
      pickedEnd = at;
      secondPickedEnd = second;
    }
  }
  firstEnd = at;
  secondEnd = second;
  if (isMissing(picked)) {
    countMissing(accumulator);
    countMissing(secondAccumulator);
    return true;
  }
  if (!isForPath(picked)) return false;
  if (!isForPath(secondPicked)) return false;
  addPicked(accumulator, row, picked, pickedEnd);
  addPicked(secondAccumulator, secondRow, secondPicked, secondPickedEnd);
  return true;
}

/** A bit for each of 16 bytes that is the same at both places and in the text. */
function bitsOfBoth(at: usize, second: usize, text: usize): u32 {
  const bytes = v128.load(text);
  const areSame = i8x16.eq(v128.load(at), bytes);
  return u32(i8x16.bitmask(v128.and(areSame, i8x16.eq(v128.load(second), bytes))));
}

/**
 * Whether the row that has ended counts as one without the path. All that could lead to the field by other ways than a scalar has stopped the row
 * before: an array or a scalar on the way, a container at the end, a key with escapes, a key of the path that comes again.
 */
// @ts-ignore: decorators are valid here
@inline
function isMissing(scalar: usize): bool {
  return scalar == NONE && skipsMissing;
}

/** Whether the path may lead to the scalar: to a number, and within an object to a string or null, too. */
function isForPath(scalar: usize): bool {
  if (scalar == NONE) return false;
  const byte = u32(load<u8>(scalar));
  return byte == QUOTE || byte >= LETTER_A ? keys != 0 && (byte == QUOTE || byte == LETTER_N) : true;
}

// @ts-ignore: decorators are valid here
@inline
function addPicked(accumulator: usize, row: usize, start: usize, end: usize): void {
  const byte = u32(load<u8>(start));
  if (byte == QUOTE) {
    start++;
    end--;
  }
  if (byte == LETTER_N || start == end) countEmpty(accumulator);
  else if (!addLiteral(accumulator, start, end)) listSlowLiteral(start, end, row);
}

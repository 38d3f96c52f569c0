/** Reads rows: objects in which paths lead to numbers, or to one number. */
import { LETTER_A, LETTER_N, QUOTE } from "../simd/ascii";
import { listSlowLiteral } from "../memory/report";
import { addLiteral, countEmpty, FIRST_ACCUMULATOR, SECOND_ACCUMULATOR } from "../simd/digit-columns";
import { endIn, fillMissing, firstCells, isListing, keepCells, secondCells, setCell, startIn } from "./cells";
import { countMissing } from "./missing";
import { skipsMissing } from "./places";
import { beginsScalar, endOfPlainScalar, endOfScalar } from "./scalars";
import {
  cellOffset, ENDS_ROW, flagsOf, forgetPartIn, IS_BEFORE_KEY, IS_BEFORE_NUMBER, IS_BEFORE_PICKED, isFull, LACKS_PATHS, lastBitsOf, lengthOf, NONE, partAt,
  partIn, placeAfter, ROOT, setPartIn, SHAPE, standsAt, textOf,
} from "./shape";
import { stopAt, STOPPED } from "./stop";
import { beginShape, hasBackslash, metBehind, readPart, textEnd } from "./structure";

/** Where the two rows end that {@link addTwoRows} added last. */
export let firstEnd: usize = 0;
export let secondEnd: usize = 0;

/**
 * Adds the number of the row that begins at `row`, or lists its cells.
 * @returns where the row ends; STOPPED, with nothing added, if it is cut or not plain
 */
export function addRow(accumulator: usize, row: usize): usize {
  if (isFull) beginShape();
  const cells = accumulator == FIRST_ACCUMULATOR ? firstCells : secondCells;
  let at = row;
  let place = SHAPE;
  let previous = ROOT;
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
      if ((flags & LACKS_PATHS) != 0 && !mayLackPaths(cells, part, scalar)) return stopAt(row);
      take(accumulator, cells, flags, row, scalar);
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
    if ((flags & IS_BEFORE_PICKED) != 0 && !pick(cells, flags, scalar, end)) return stopAt(row);
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
  if (part == NONE) {
    part = readPart(previous, at);
    if (part == STOPPED) return STOPPED;
    otherEnd = textEnd;
  } else otherEnd = at + lengthOf(part);
  setPartIn(place, part);
  return part;
}

/**
 * Adds two rows, one of each half of a call, if both have the known shape and plain scalars. Within a row each step waits for the step before it; with
 * two rows side by side the processor works on the other one meanwhile. It saves a third of the time.
 * @returns whether they were added; if not, nothing was
 */
export function addTwoRows(row: usize, secondRow: usize): bool {
  const cells = firstCells;
  const cellsOfSecond = secondCells;
  let at = row;
  let second = secondRow;
  let place = SHAPE;
  let part = NONE;
  let flags: u32 = 0;
  for (; ; place += 4) {
    part = partIn(place);
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
    flags = flagsOf(part);
    if ((flags & ENDS_ROW) != 0) break;
    const scalar = at;
    const secondScalar = second;
    at = endOfPlainScalar(at);
    second = endOfPlainScalar(second);
    if (at == STOPPED) return false;
    if (second == STOPPED) return false;
    if ((flags & IS_BEFORE_PICKED) != 0) {
      if (!pick(cells, flags, scalar, at)) return false;
      if (!pick(cellsOfSecond, flags, secondScalar, second)) return false;
    }
  }
  if ((flags & LACKS_PATHS) != 0) {
    if (!mayLackPaths(cells, part, at)) return false;
    if (!mayLackPaths(cellsOfSecond, part, second)) return false;
  }
  take(FIRST_ACCUMULATOR, cells, flags, row, at);
  take(SECOND_ACCUMULATOR, cellsOfSecond, flags, secondRow, second);
  firstEnd = at;
  secondEnd = second;
  return true;
}

/** A bit for each of 16 bytes that is the same at both places and in the text. */
function bitsOfBoth(at: usize, second: usize, text: usize): u32 {
  const bytes = v128.load(text);
  const areSame = i8x16.eq(v128.load(at), bytes);
  return u32(i8x16.bitmask(v128.and(areSame, i8x16.eq(v128.load(second), bytes))));
}

/**
 * Sets the cell of a scalar that a path leads to.
 * @returns false if it may not lead there: to a number, and within an object to a string or null, and a key to any word, too
 */
// @ts-ignore: decorators are valid here
@inline
function pick(cells: usize, flags: u32, scalar: usize, end: usize): bool {
  const byte = u32(load<u8>(scalar));
  const quotes = usize(byte == QUOTE);
  if (byte >= LETTER_A || (flags & IS_BEFORE_NUMBER) != 0) {
    if (!mayBeBehind(flags, byte)) return false;
    if (byte == LETTER_N) end = scalar;
  }
  setCell(cells + cellOffset(flags), scalar + quotes, end - quotes);
  return true;
}

function mayBeBehind(flags: u32, byte: u32): bool {
  if ((flags & IS_BEFORE_NUMBER) != 0) return byte != QUOTE && byte < LETTER_A;
  return byte == LETTER_N || byte < LETTER_A || (flags & IS_BEFORE_KEY) != 0;
}

/**
 * Whether a row counts that lacks some paths. All that could lead to a place by other ways than a scalar has stopped the row before: an array or a scalar
 * on the way, a container at the end, a key with escapes, a key of a path that comes again.
 * @param part the last part of its shape
 * @param end where it ends
 */
function mayLackPaths(cells: usize, part: usize, end: usize): bool {
  return skipsMissing && (!isListing || fillMissing(cells, metBehind(part), end - 1));
}

/** Takes a row that is plain. */
// @ts-ignore: decorators are valid here
@inline
function take(accumulator: usize, cells: usize, flags: u32, row: usize, end: usize): void {
  if (isListing) keepCells(accumulator == FIRST_ACCUMULATOR, end);
  else if ((flags & LACKS_PATHS) != 0) countMissing(accumulator);
  else {
    const start = startIn(cells);
    const valueEnd = endIn(cells);
    if (start == valueEnd) countEmpty(accumulator);
    else if (!addLiteral(accumulator, start, valueEnd)) listSlowLiteral(start, valueEnd, row);
  }
}

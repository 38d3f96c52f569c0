/** Reads rows one by one, and takes those that are read: objects in which paths lead to numbers, or to one number. */
import { listSlowLiteral } from "../memory/report";
import { ACCUMULATOR, addUncounted, countEmpty } from "../simd/digit-columns";
import { endIn, isListing, keepCells, startIn } from "./cells";
import { countMissing } from "./missing";
import { ENDS_ROW, flagsOf, HOLDS_SCALAR, IS_BEFORE_PICKED, isAt, isFull, lengthOf, NONE, stateBehind } from "./parts";
import { mayEnd, pickCell } from "./picked";
import { endOfScalar } from "./scalars";
import { followShape, partIn, placeAfter, setPartIn, stoppedPlace, stoppedState, stoppedText } from "./shape";
import { partAt } from "./states";
import { stopAt, STOPPED } from "./stop";
import { beginShape, hasBackslash, readPart, textEnd } from "./structure";

/**
 * Reads the row that begins at `row`, and sets its cells. From then on its parts are the shape.
 * @returns where the row ends; STOPPED if it is cut or not plain
 */
export function readRow(row: usize, cells: usize): usize {
  if (isFull) beginShape();
  const rowEnd = followShape(row, cells);
  if (rowEnd != STOPPED) return rowEnd;
  let at = stoppedText;
  let place = stoppedPlace;
  let state = stoppedState;
  while (true) {
    const part = partHere(place, state, at);
    if (part == STOPPED) return STOPPED;
    const scalar = partEnd;
    const flags = flagsOf(part);
    if ((flags & ENDS_ROW) != 0) return mayEnd(part, cells, scalar) ? scalar : stopAt(row);
    state = stateBehind(part);
    if ((flags & HOLDS_SCALAR) != 0) at = scalar;
    else {
      at = endOfScalar(scalar);
      if (at == STOPPED) return STOPPED;
      // A string with escapes may be a number once it is decoded.
      if ((flags & IS_BEFORE_PICKED) != 0 && (hasBackslash(scalar, at) || !pickCell(cells, flags, scalar, at))) return stopAt(row);
    }
    place = placeAfter(place);
  }
}

/** Where the text of the part ends that {@link partHere} found. */
let partEnd: usize = 0;

/**
 * Finds the part at `at`, which then is in the shape.
 * @param state the state before it
 * @returns the part, or STOPPED
 */
function partHere(place: usize, state: usize, at: usize): usize {
  let part = partIn(place);
  if (!isAt(part, at)) part = partAt(state, at);
  if (part == NONE) {
    part = readPart(state, at);
    if (part == STOPPED) return STOPPED;
    partEnd = textEnd;
  } else partEnd = at + lengthOf(part);
  setPartIn(place, part);
  return part;
}

/**
 * Takes a row that is plain, whose cells are set. The accumulator has room for its number.
 * @returns how many numbers the caller has to count: one, or none
 */
// @ts-ignore: decorators are valid here
@inline
export function takeRow(cells: usize, row: usize, end: usize): u32 {
  if (isListing) {
    keepCells(end);
    return 0;
  }
  const start = startIn(cells);
  const valueEnd = endIn(cells);
  if (valueEnd <= start) {
    countEmpty(ACCUMULATOR);
    if (valueEnd < start) countMissing();
    return 0;
  }
  if (addUncounted(ACCUMULATOR, start, valueEnd)) return 1;
  listSlowLiteral(start, valueEnd, row);
  return 0;
}

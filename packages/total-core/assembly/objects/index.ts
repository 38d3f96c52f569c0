/**
 * The kernel for numbers in each object of NDJSON or of a JSON array, or for a number in each line of NDJSON, row by row. Where each row has one number
 * and no key, it makes exact sums. Otherwise it lists where numbers and keys are.
 *
 * A call keeps only the paths and what is known of the texts in rows for later calls. It takes the rows that are whole in its bytes, and returns where it
 * stopped. The caller reads the rows that are cut or not plain.
 */
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { COMMA, LF } from "../simd/ascii";
import { countLineFeeds } from "../simd/lines";
import { AT_END, AT_FULL, AT_SLOW_ROW, beginReport, endReport, isListFull } from "../memory/report";
import { clear, FIRST_ACCUMULATOR, isFull, SECOND_ACCUMULATOR, takeOver } from "../simd/digit-columns";
import { beginCells, hasRoom, isListing, joinHalves, roomForPairs, setCells } from "./cells";
import { clearMissing, takeOverMissing } from "./missing";
import { arePlaces, areSet, setPlaces } from "./places";
import { addRow, addTwoRows, firstEnd, secondEnd } from "./rows";
import { stoppedAt, STOPPED } from "./stop";
import { beginShape, setTerminator, terminator } from "./structure";

export { listedRows } from "./cells";

/**
 * Begins with other rows. The caller has written the places in them to PLACES and KEYS.
 * @param places how many there are; 0 where each row is a number itself
 * @param numbers how many paths lead to numbers
 * @param paths how many paths there are, with those to the parts of keys. Where there is more than one, rows are listed
 * @param areLines whether each row is a line; otherwise rows are elements of an array
 * @param isMissingEmpty whether missing numbers count as empty; otherwise an object without one is not plain
 */
export function setRows(places: u32, numbers: u32, paths: u32, areLines: bool, isMissingEmpty: bool): void {
  if (numbers == 0 || numbers > paths || !arePlaces(places, paths)) unreachable();
  setPlaces(places, numbers, paths, isMissingEmpty);
  setCells(paths > 1);
  setTerminator(areLines ? LF : COMMA);
  beginShape();
}

/**
 * Adds the rows from `begin`, where one may begin, to `end`.
 * @returns where the first row begins that was not taken
 */
export function addRows(begin: usize, end: usize): usize {
  checkBytes(begin, end);
  if (!areSet()) unreachable();
  beginReport();
  clearMissing();
  beginCells();
  coverTail(end, 0);
  const isByLine = terminator == LF;
  lines = 0;
  // The start of a line is found without reading the lines before it.
  const half = isByLine ? startOfLine(begin + (end - begin) / 2, end) : begin;
  let row = addSideBySide(begin, half, end);
  if (row >= half) row = addOneByOne(row, end);
  endReport(isByLine ? lines : countLineFeeds(begin, row), why);
  uncoverTail(end);
  return row;
}

/** How many rows have been taken, at most one for each byte of a call, and why no more. */
let lines: u32 = 0;
let why: u32 = AT_END;

/** @returns where the first row begins that was not taken */
function addOneByOne(begin: usize, end: usize): usize {
  let row = begin;
  why = AT_END;
  while (row < end) {
    if (isListFull(2) || !hasRoom()) {
      why = AT_FULL;
      break;
    }
    const next = addRow(FIRST_ACCUMULATOR, row);
    if (next == STOPPED) {
      if (stoppedAt < end) why = AT_SLOW_ROW;
      break;
    }
    row = next;
    lines++;
  }
  return row;
}

/**
 * Adds the lines from `begin` to `half` and, side by side with them, lines from `half` on. The latter count only if all lines before `half` are taken.
 * @returns where the first row begins that was not taken
 */
function addSideBySide(begin: usize, half: usize, end: usize): usize {
  let row = begin;
  let second = half;
  let secondLines: u32 = 0;
  const most = roomForPairs();
  while (row < half && second < end && secondLines < most && !isListFull(2) && !isFull(SECOND_ACCUMULATOR)) {
    if (addTwoRows(row, second)) {
      row = firstEnd;
      second = secondEnd;
    } else {
      const nextSecond = addRow(SECOND_ACCUMULATOR, second);
      if (nextSecond == STOPPED) break;
      second = nextSecond;
      const next = addRow(FIRST_ACCUMULATOR, row);
      if (next == STOPPED) break;
      row = next;
    }
    lines++;
    secondLines++;
  }
  row = addOneByOne(row, half);
  const areAllTaken = row >= half;
  if (isListing) joinHalves(areAllTaken);
  if (!areAllTaken) {
    clear(SECOND_ACCUMULATOR);
    return row;
  }
  takeOver(FIRST_ACCUMULATOR, SECOND_ACCUMULATOR);
  takeOverMissing();
  lines += secondLines;
  return second;
}

/** @returns where the first line behind `at` begins; `end` if there is none before it */
function startOfLine(at: usize, end: usize): usize {
  let i = at;
  while (i < end && load<u8>(i) != LF) i++;
  return min(i + 1, end);
}

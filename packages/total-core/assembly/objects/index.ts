/**
 * Exact totals of one number in each object of NDJSON or of a JSON array, or of NDJSON whose lines are numbers, row by row.
 *
 * A call knows nothing of the calls before it but the path and the shape of rows: it adds the rows that are whole in its bytes and says how
 * far that went. What is cut, or strange, is left to its caller.
 */
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { COMMA, LF } from "../tokens/ascii";
import { countLineFeeds } from "../tokens/lines";
import { AT_END, AT_FULL, AT_ODD_ROW, beginReport, endReport, isListFull } from "../tokens/report";
import { clear, FIRST_TALLY, isFull, SECOND_TALLY, takeOver } from "../tokens/tally";
import { areInPath, areSet, PATH, PATH_BYTES, setKeys } from "./path";
import { addRow, addTwoRows, firstEnd, secondEnd } from "./rows";
import { forgetShape } from "./shape";
import { stoppedAt, STOPPED } from "./stop";
import { setTerminator, terminator } from "./structure";

export { callBytes } from "../memory/call";
export { dataEnd } from "../memory/data";
export { oddLiterals, report } from "../tokens/report";
export { sums } from "../tokens/tally";

/** Where the keys of the path are to be written, and how many bytes there are for them: each its length, a u16, and its bytes. */
export function path(): usize {
  return PATH;
}
export function pathBytes(): usize {
  return PATH_BYTES;
}

/**
 * Begins with other rows.
 * @param keys how many keys their path has; 0 where each row is a number itself
 * @param areLines whether each is a line; otherwise they are elements of an array
 */
export function setRows(keys: i32, areLines: bool): void {
  if (!areInPath(keys)) unreachable();
  setKeys(keys);
  setTerminator(areLines ? LF : COMMA);
  forgetShape();
}

/**
 * Adds the rows from `begin`, where one may begin, to `end`.
 * @returns where a row begins that could not be taken
 */
export function addRows(begin: usize, end: usize): usize {
  checkBytes(begin, end);
  if (!areSet()) unreachable();
  beginReport();
  coverTail(end, 0);
  const isByLine = terminator == LF;
  lines = 0;
  // A line's start can be found without reading what is before it.
  const half = isByLine ? startOfLine(begin + (end - begin) / 2, end) : begin;
  let row = addSideBySide(begin, half, end);
  if (row >= half) row = addOneByOne(row, end);
  endReport(isByLine ? lines : countLineFeeds(begin, row), why);
  uncoverTail(end);
  return row;
}

/** How many lines have been taken, each with a byte of the call at least, and why no more of them. */
let lines: u32 = 0;
let why: u32 = AT_END;

/** @returns where a row begins that could not be taken */
function addOneByOne(begin: usize, end: usize): usize {
  let row = begin;
  why = AT_END;
  while (row < end) {
    if (isListFull()) {
      why = AT_FULL;
      break;
    }
    const next = addRow(FIRST_TALLY, row);
    if (next == STOPPED) {
      if (stoppedAt < end) why = AT_ODD_ROW;
      break;
    }
    row = next;
    lines++;
  }
  return row;
}

/**
 * Adds the lines from `begin` to `half`, and while it is at it those from `half` on. These count only if all before them could be taken.
 * @returns where a row begins that was not taken: before `half` if that could not be
 */
function addSideBySide(begin: usize, half: usize, end: usize): usize {
  let row = begin;
  let second = half;
  let secondLines: u32 = 0;
  while (row < half && second < end && !isListFull() && !isFull(SECOND_TALLY)) {
    if (addTwoRows(FIRST_TALLY, row, SECOND_TALLY, second)) {
      row = firstEnd;
      second = secondEnd;
    } else {
      const nextSecond = addRow(SECOND_TALLY, second);
      if (nextSecond == STOPPED) break;
      second = nextSecond;
      const next = addRow(FIRST_TALLY, row);
      if (next == STOPPED) break;
      row = next;
    }
    lines++;
    secondLines++;
  }
  row = addOneByOne(row, half);
  if (row < half) {
    clear(SECOND_TALLY);
    return row;
  }
  takeOver(FIRST_TALLY, SECOND_TALLY);
  lines += secondLines;
  return second;
}

/** @returns where the first line begins after `at`; `end` if there is none before it */
function startOfLine(at: usize, end: usize): usize {
  let i = at;
  while (i < end && load<u8>(i) != LF) i++;
  return min(i + 1, end);
}

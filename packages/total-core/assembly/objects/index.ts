/**
 * The kernel for one number in each object of NDJSON or of a JSON array, or in each line of NDJSON: exact sums, row by row.
 *
 * A call keeps only the path and what is known of the texts in rows for later calls. It adds the rows that are whole in its bytes, and returns where it stopped.
 * The caller reads the rows that are cut or not plain.
 */
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { COMMA, LF } from "../simd/ascii";
import { countLineFeeds } from "../simd/lines";
import { AT_END, AT_FULL, AT_SLOW_ROW, beginReport, endReport, isListFull } from "../memory/report";
import { clear, FIRST_ACCUMULATOR, isFull, SECOND_ACCUMULATOR, takeOver } from "../simd/digit-columns";
import { clearMissing, takeOverMissing } from "./missing";
import { areInPath, areSet, setKeys } from "./path";
import { addRow, addTwoRows, firstEnd, secondEnd } from "./rows";
import { stoppedAt, STOPPED } from "./stop";
import { beginShape, setTerminator, terminator } from "./structure";

/**
 * Begins with other rows. The caller has written the keys of their path to PATH.
 * @param keys how many keys the path has; 0 where each row is a number itself
 * @param areLines whether each row is a line; otherwise rows are elements of an array
 * @param isMissingEmpty whether an object without the path counts as empty; otherwise it is not plain
 */
export function setRows(keys: i32, areLines: bool, isMissingEmpty: bool): void {
  if (!areInPath(keys)) unreachable();
  setKeys(keys, isMissingEmpty);
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
    if (isListFull(2)) {
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
  while (row < half && second < end && !isListFull(2) && !isFull(SECOND_ACCUMULATOR)) {
    if (addTwoRows(FIRST_ACCUMULATOR, row, SECOND_ACCUMULATOR, second)) {
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
  if (row < half) {
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

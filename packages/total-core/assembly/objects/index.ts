/**
 * The kernel for numbers in each object of NDJSON or of a JSON array, or for a number in each line of NDJSON, row by row. Where each row has one number
 * and no key, it makes exact sums. Otherwise it lists where numbers and keys are.
 *
 * A call keeps only the paths and what is known of the texts in rows for later calls. It takes the rows that are whole in its bytes, and returns where it
 * stopped. The caller reads the rows that are cut or not plain.
 */
import { CALL_BYTES, LONG_CALL_BYTES } from "../memory/call";
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { COMMA, LF } from "../simd/ascii";
import { ACCUMULATOR, countLiterals, makeRoom } from "../simd/digit-columns";
import { countLineFeeds } from "../simd/lines";
import { SUMS } from "../simd/sums";
import { AT_END, AT_FULL, AT_SLOW_ROW, beginReport, endReport, isListFull } from "../memory/report";
import { beginBatches, readBatch } from "./batch";
import { beginCells, isListing, nextCells, roomForRows, setCells } from "./cells";
import { addressIn, cellsOf, LINE_BYTES, LINES, linesEnd, MOST_LINES } from "./lines";
import { clearMissing } from "./missing";
import { arePlaces, areSet, setPlaces } from "./places";
import { readRow, takeRow } from "./rows";
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
  beginBatches();
}

/**
 * Adds the rows from `begin`, where one may begin, to `end`.
 * @returns where the first row begins that was not taken
 */
export function addRows(begin: usize, end: usize): usize {
  checkBytes(begin, end, isListing ? CALL_BYTES : LONG_CALL_BYTES);
  if (!areSet()) unreachable();
  beginReport();
  clearMissing();
  beginCells();
  rows = 0;
  coverTail(end, 0);
  const row = terminator == LF ? addLines(begin, end) : addElements(begin, end);
  endReport(terminator == LF ? rows : countLineFeeds(begin, row), why);
  uncoverTail(end);
  return row;
}

/** How many rows have been taken, at most one for each byte of a call, and why no more. */
let rows: u32 = 0;
let why: u32 = AT_END;

/** @returns where the first row begins that was not taken */
function addElements(begin: usize, end: usize): usize {
  let row = begin;
  why = AT_END;
  while (row < end) {
    if (isListFull(2) || roomForRows() == 0) {
      why = AT_FULL;
      break;
    }
    const next = readRow(row, nextCells);
    if (next == STOPPED) {
      if (stoppedAt < end) why = AT_SLOW_ROW;
      break;
    }
    makeRoom(ACCUMULATOR, 1, SUMS);
    countLiterals(ACCUMULATOR, takeRow(nextCells, row, next));
    row = next;
    rows++;
  }
  return row;
}

const LEAST_LINES: u32 = 16;
/** How many lines the next batch has. After a slow row those behind it are read again; so each batch without one is followed by one of twice as many. */
let lines: u32 = LEAST_LINES;

/** @returns where the first line begins that was not taken */
function addLines(begin: usize, end: usize): usize {
  let row = begin;
  why = AT_END;
  while (true) {
    if (roomForRows() == 0) {
      why = AT_FULL;
      return row;
    }
    readBatch(row, end, min(lines, roomForRows()));
    if (linesEnd == LINES) return row;
    row = takeLines(row);
    if (why != AT_END) return row;
    lines = min(2 * lines, MOST_LINES);
  }
}

/** @returns where the first line of the batch begins that was not taken */
function takeLines(begin: usize): usize {
  let row = begin;
  let numbers: u32 = 0;
  makeRoom(ACCUMULATOR, MOST_LINES, SUMS);
  for (let line = LINES; line < linesEnd; line += LINE_BYTES) {
    if (isListFull(2)) {
      why = AT_FULL;
      break;
    }
    const cells = cellsOf(line);
    let next = addressIn(line);
    if (next == STOPPED) next = readRow(row, cells);
    if (next == STOPPED) {
      why = AT_SLOW_ROW;
      lines = LEAST_LINES;
      break;
    }
    numbers += takeRow(cells, row, next);
    row = next;
    rows++;
  }
  countLiterals(ACCUMULATOR, numbers);
  return row;
}

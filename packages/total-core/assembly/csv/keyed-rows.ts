/** Adds the numbers of rows by their keys. */
import { AT_END, AT_FULL_KEYS, AT_FULL_SUMS, AT_SLOW_ROW, listSlowLiteral, NO_KEY } from "../memory/report";
import { countEmpty, ACCUMULATOR } from "../simd/digit-columns";
import { accumulatorOf } from "./columns";
import { addNumber, addToGroup, LATER, readNumber, SLOW } from "./groups";
import { fetchJoined, indexOfJoined } from "./joined-keys";
import { fetch, indexOf, NO_ROOM, SLOW_KEY } from "./keys";
import {
  cellEnd, cellStart, columnField, columns, findAnyCell, findCell, isPlain, isQuoted, keyField, keyFields, MOST_COLUMNS, startOfRow,
} from "./rows";
import { SEPARATORS } from "./separators";

/** The fields of a listed row with one number and one part of its key. */
export const LISTED_FIELDS: usize = 5;

/** Fetches the memory that the keys of the first `rows` rows will need. @returns a value that depends on all of it */
export function fetchKeys(rows: u32): u32 {
  let all: u32 = 0;
  if (keyFields > 1) {
    for (let row: u32 = 0; row < rows; row++) all |= fetchJoined(row);
    return all;
  }
  const field = keyField(0);
  for (let row: u32 = 0; row < rows; row++) {
    findAnyCell(row, field);
    all |= fetch(cellStart, cellEnd);
  }
  return all;
}

/**
 * Adds the number of the row to the sum of its key, where rows have one column, the key is one field, and there is a delimiter between two fields.
 * Rows have two fields at least.
 * @returns AT_END, or why the row was not taken
 */
export function addKeyedRow(row: u32): u32 {
  // As `keyField(0)`, behind one column. The address is a constant, which saves 2 % of all.
  findCell(row, columnField(1));
  const key = indexOf(cellStart, cellEnd, isQuoted, startOfRow(row));
  if (key >= SLOW_KEY) return whyNoKey(key, row);
  findCell(row, columnField(0));
  return addCell(key, cellStart, cellEnd, row);
}

/** As {@link addKeyedRow}, for a listed row. */
export function addListedRow(row: u32): u32 {
  const cells = SEPARATORS + 4 * LISTED_FIELDS * usize(row);
  const keyStart = usize(load<u32>(cells, 8)) + 1;
  const key = indexOf(keyStart, usize(load<u32>(cells, 12)), false, usize(load<u32>(cells - 4)) + 1);
  if (key >= SLOW_KEY) return whyNoKey(key, row);
  return addCell(key, usize(load<u32>(cells)) + 1, usize(load<u32>(cells, 4)), row);
}

// @ts-ignore: decorators are valid here
@inline
function addCell(key: u32, start: usize, end: usize, row: u32): u32 {
  if (start == end) {
    countEmpty(ACCUMULATOR);
    return AT_END;
  }
  const added = isPlain ? addToGroup(key, start, end) : SLOW;
  if (added == LATER) return AT_FULL_SUMS;
  if (added == SLOW) listSlowLiteral(start, end, startOfRow(row), key);
  return AT_END;
}

/** As {@link addKeyedRow}, whatever there is. */
export function addAnyKeyedRow(row: u32): u32 {
  const key = keyFields > 1 ? indexOfJoined(row) : indexOfOne(row);
  return key < SLOW_KEY ? addNumbersTo(key, row) : whyNoKey(key, row);
}

function indexOfOne(row: u32): u32 {
  findAnyCell(row, keyField(0));
  return indexOf(cellStart, cellEnd, isQuoted, startOfRow(row));
}

/** @returns AT_END where the row has neither a key nor numbers */
function whyNoKey(index: u32, row: u32): u32 {
  if (index == NO_ROOM) return AT_FULL_KEYS;
  for (let part: u32 = 0; part < keyFields; part++) {
    findAnyCell(row, keyField(part));
    if (cellEnd < cellStart) return listMissing(row);
  }
  return AT_SLOW_ROW;
}

/** Only in listed rows a cell ends before its beginning, and only where all numbers are missing, too, may one of a key do so. */
function listMissing(row: u32): u32 {
  for (let column: u32 = 0; column < columns; column++) listSlowLiteral(cellStart, cellEnd, startOfRow(row), NO_KEY, column);
  return AT_END;
}

/** For each column the number of the row that is being read, an i64, or SLOW or EMPTY. */
const READ: usize = memory.data(MOST_COLUMNS * 8, 8);
/** No number is so great. */
const EMPTY: i64 = i64.MAX_VALUE;

/** A row is added whole or not at all: nothing is added before all of it has been read. */
function addNumbersTo(key: u32, row: u32): u32 {
  for (let column: u32 = 0; column < columns; column++) {
    findAnyCell(row, columnField(column));
    let number = SLOW;
    if (cellStart == cellEnd) number = EMPTY;
    else if (isPlain) number = readNumber(key, column, cellStart, cellEnd);
    if (number == LATER) return AT_FULL_SUMS;
    store<i64>(READ + 8 * column, number);
  }
  for (let column: u32 = 0; column < columns; column++) {
    const number = load<i64>(READ + 8 * column);
    if (number == EMPTY) countEmpty(columns == 1 ? ACCUMULATOR : accumulatorOf(column));
    else if (number == SLOW) {
      findAnyCell(row, columnField(column));
      listSlowLiteral(cellStart, cellEnd, startOfRow(row), key, column);
    } else addNumber(key, column, number);
  }
  return AT_END;
}

/** Adds the numbers of rows by their keys. */
import { AT_END, AT_FULL_KEYS, AT_FULL_SUMS, AT_SLOW_ROW, listSlowLiteral } from "../memory/report";
import { countEmpty, FIRST_ACCUMULATOR } from "../simd/digit-columns";
import { accumulatorOf } from "./columns";
import { addNumber, addToGroup, LATER, readNumber, SLOW } from "./groups";
import { fetchJoined, indexOfJoined } from "./joined-keys";
import { fetch, indexOf, NO_ROOM, SLOW_KEY } from "./keys";
import {
  cellEnd, cellStart, columnField, columns, findCell, isPlain, isQuoted, keyField, keyFields, MOST_COLUMNS, startOfRow,
} from "./rows";

/** Fetches the memory that the keys of the first `rows` rows will need. @returns a value that depends on all of it */
export function fetchKeys(rows: u32): u32 {
  let all: u32 = 0;
  if (keyFields > 1) {
    for (let row: u32 = 0; row < rows; row++) all |= fetchJoined(row);
    return all;
  }
  const field = keyField(0);
  for (let row: u32 = 0; row < rows; row++) {
    findCell(row, field);
    all |= fetch(cellStart, cellEnd);
  }
  return all;
}

/**
 * Adds the number of the row to the sum of its key, where rows have one column and the key is one field. Rows have two fields at least.
 * @returns AT_END, or why the row was not taken
 */
export function addKeyedRow(row: u32): u32 {
  findCell(row, keyField(0));
  const key = indexOf(cellStart, cellEnd, isQuoted, startOfRow(row));
  return key < SLOW_KEY ? addNumberTo(key, row) : whyNoKey(key);
}

/** As {@link addKeyedRow}, where rows may have several columns and the key may be several fields. */
export function addWideKeyedRow(row: u32): u32 {
  let key: u32;
  if (keyFields > 1) key = indexOfJoined(row);
  else {
    findCell(row, keyField(0));
    key = indexOf(cellStart, cellEnd, isQuoted, startOfRow(row));
  }
  if (key >= SLOW_KEY) return whyNoKey(key);
  return columns > 1 ? addNumbersTo(key, row) : addNumberTo(key, row);
}

function whyNoKey(index: u32): u32 {
  return index == NO_ROOM ? AT_FULL_KEYS : AT_SLOW_ROW;
}

// @ts-ignore: decorators are valid here
@inline
function addNumberTo(key: u32, row: u32): u32 {
  findCell(row, columnField(0));
  if (cellStart == cellEnd) {
    countEmpty(FIRST_ACCUMULATOR);
    return AT_END;
  }
  const added = isPlain ? addToGroup(key, cellStart, cellEnd) : SLOW;
  if (added == LATER) return AT_FULL_SUMS;
  if (added == SLOW) listSlowLiteral(cellStart, cellEnd, startOfRow(row), key);
  return AT_END;
}

/** For each column the number of the row that is being read, an i64, or SLOW or EMPTY. */
const READ: usize = memory.data(MOST_COLUMNS * 8, 8);
/** No number is so great. */
const EMPTY: i64 = i64.MAX_VALUE;

/** A row is added whole or not at all: nothing is added before all of it has been read. */
function addNumbersTo(key: u32, row: u32): u32 {
  for (let column: u32 = 0; column < columns; column++) {
    findCell(row, columnField(column));
    let number = SLOW;
    if (cellStart == cellEnd) number = EMPTY;
    else if (isPlain) number = readNumber(key, column, cellStart, cellEnd);
    if (number == LATER) return AT_FULL_SUMS;
    store<i64>(READ + 8 * column, number);
  }
  for (let column: u32 = 0; column < columns; column++) {
    const number = load<i64>(READ + 8 * column);
    if (number == EMPTY) countEmpty(accumulatorOf(column));
    else if (number == SLOW) {
      findCell(row, columnField(column));
      listSlowLiteral(cellStart, cellEnd, startOfRow(row), key, column);
    } else addNumber(key, column, number);
  }
  return AT_END;
}

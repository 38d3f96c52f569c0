/** Rows: so many fields each. Of one of them the numbers are added, by the keys in another one if there are such. */
import { CR, LF, QUOTE } from "../tokens/ascii";
import { AT_END, AT_FULL_KEYS, AT_FULL_SUMS, AT_ODD_ROW, listOddLiteral } from "../tokens/report";
import { addLiteral, countEmpty, FIRST_TALLY } from "../tokens/tally";
import { Added, addToGroup } from "./groups";
import { fetch, indexOf, NO_ROOM, ODD_KEY } from "./keys";
import { rowEnds, SEPARATORS, separatorsEnd } from "./separators";

/** Of a row; 0 as long as nobody has said what rows are like. */
let fields: usize = 0;
/** Which of them is added, from 0. */
let picked: usize = 0;
/** Which of them has the key. */
let keyField: usize = 0;
let isQuoting: bool = true;
/** Whether the numbers have a point and no other signs; else each is left to the caller. */
let isUsual: bool = true;

export function setFields(count: u32, field: u32, key: u32, quotes: bool, usualNumbers: bool): void {
  fields = count;
  picked = field;
  keyField = key;
  isQuoting = quotes;
  isUsual = usualNumbers;
}

export function areSet(): bool {
  return fields != 0;
}

/** @returns where the row at `index` begins, or the one before it has ended */
export function startOfRow(index: u32): usize {
  return usize(load<u32>(SEPARATORS + 4 * (usize(index) * fields) - 4)) + 1;
}

/** How many rows there are, from the first on, that have as many fields as they should. */
export function countRows(): u32 {
  // If each row has, its LF is the last of as many separators. And if so many LFs stand there, there are no others.
  return endWithLineFeeds(rowEnds) ? rowEnds : countOneByOne();
}

function endWithLineFeeds(rows: u32): bool {
  if (u64(rows) * fields > (separatorsEnd - SEPARATORS) / 4) return false;
  let others: u32 = 0;
  for (let row: u32 = 1; row <= rows; row++) others |= u32(load<u8>(startOfRow(row) - 1)) ^ LF;
  return others == 0;
}

function countOneByOne(): u32 {
  let rows: u32 = 0;
  let field: usize = 0;
  for (let separator = SEPARATORS; separator < separatorsEnd; separator += 4) {
    const isLast = ++field == fields;
    if ((load<u8>(usize(load<u32>(separator))) == LF) != isLast) break;
    if (isLast) {
      field = 0;
      rows++;
    }
  }
  return rows;
}

/** Of the cell that was found last: where its content stands, and whether in quotes. */
let cellStart: usize = 0;
let cellEnd: usize = 0;
let isQuoted: bool = false;

// @ts-ignore: decorators are valid here
@inline
function findCell(row: u32, field: usize): void {
  const separator = SEPARATORS + 4 * (usize(row) * fields + field);
  let start = usize(load<u32>(separator - 4)) + 1;
  let end = usize(load<u32>(separator));
  // Where there is nothing, these bytes are separators, and as such neither CR nor quote.
  if (field + 1 == fields && load<u8>(end - 1) == CR) end--;
  isQuoted = isQuoting && load<u8>(start) == QUOTE;
  if (isQuoted) {
    start++;
    end--;
  }
  cellStart = start;
  cellEnd = end;
}

/** Adds the number of the row at that index. */
// @ts-ignore: decorators are valid here
@inline
export function addRow(row: u32): void {
  findCell(row, picked);
  if (cellStart == cellEnd) {
    // A line of one field without anything is none.
    if (fields > 1 || isQuoted) countEmpty(FIRST_TALLY);
  } else if (!isUsual || !addLiteral(FIRST_TALLY, cellStart, cellEnd)) {
    listOddLiteral(cellStart, cellEnd, startOfRow(row));
  }
}

/** Fetches what the keys of so many rows will look at. @returns something that depends on it */
export function fetchKeys(rows: u32): u32 {
  let all: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    findCell(row, keyField);
    all |= fetch(cellStart, cellEnd);
  }
  return all;
}

/**
 * The same by the row's key. There are two fields at least.
 * @returns AT_END, or why the row was not taken
 */
export function addKeyedRow(row: u32): u32 {
  findCell(row, keyField);
  const key = indexOf(cellStart, cellEnd, isQuoted, startOfRow(row));
  if (key == NO_ROOM) return AT_FULL_KEYS;
  if (key == ODD_KEY) return AT_ODD_ROW;
  findCell(row, picked);
  if (cellStart == cellEnd) {
    countEmpty(FIRST_TALLY);
    return AT_END;
  }
  const added = isUsual ? addToGroup(key, cellStart, cellEnd) : Added.ODD;
  if (added == Added.LATER) return AT_FULL_SUMS;
  if (added == Added.ODD) listOddLiteral(cellStart, cellEnd, startOfRow(row), key);
  return AT_END;
}

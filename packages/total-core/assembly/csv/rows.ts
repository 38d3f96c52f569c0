/** Reads rows of equally many fields: adds the numbers in one field, by the keys in another one if rows have keys. */
import { CR, LF, QUOTE, SPACE, TAB } from "../simd/ascii";
import { AT_END, AT_FULL_KEYS, AT_FULL_SUMS, AT_SLOW_ROW, listSlowLiteral } from "../memory/report";
import { addLiteral, countEmpty, FIRST_ACCUMULATOR } from "../simd/digit-columns";
import { Added, addToGroup } from "./groups";
import { fetch, indexOf, NO_ROOM, SLOW_KEY } from "./keys";
import { areWords, rowEnds, SEPARATORS, separatorsEnd } from "./separators";

/** How many fields a row has; 0 before {@link setFields}. */
let fields: usize = 0;
/** The index of the field with the number. */
let picked: usize = 0;
/** The index of the field with the key. */
let keyField: usize = 0;
let isQuoting: bool = true;
/** Whether numbers have a decimal point and no separators between groups; otherwise each is a slow literal. */
let isPlain: bool = true;

export function setFields(count: u32, field: u32, key: u32, quotes: bool, plainNumbers: bool): void {
  fields = count;
  picked = field;
  keyField = key;
  isQuoting = quotes;
  isPlain = plainNumbers;
}

export function areSet(): bool {
  return fields != 0;
}

/** @returns where the row at `index` begins: behind the separator that ends the row before it */
export function startOfRow(index: u32): usize {
  return usize(load<u32>(SEPARATORS + 4 * (usize(index) * fields) - 4)) + 1;
}

/** How many rows there are before the first that has another number of fields. */
export function countRows(): u32 {
  // If all rows are right, every `fields`-th separator is an LF. The converse holds too: there are only `rowEnds` LFs.
  if (endWithLineFeeds(rowEnds)) return rowEnds;
  return areWords ? joinLastWords() : countOneByOne();
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

/**
 * All words of a row from its last field on are that field: their separators are taken out of the list.
 * @returns how many rows there are before the first that has too few
 */
function joinLastWords(): u32 {
  let rows: u32 = 0;
  let fieldsLeft = fields;
  let kept = SEPARATORS;
  for (let separator = SEPARATORS; separator < separatorsEnd; separator += 4) {
    const at = load<u32>(separator);
    if (load<u8>(usize(at)) == LF) {
      if (fieldsLeft > 1) break;
      fieldsLeft = fields;
      rows++;
    } else if (fieldsLeft > 1) fieldsLeft--;
    else continue;
    store<u32>(kept, at);
    kept += 4;
  }
  return rows;
}

/** Where the content of the cell that was found last begins and ends, and whether it is quoted. */
let cellStart: usize = 0;
let cellEnd: usize = 0;
let isQuoted: bool = false;

function findCell(row: u32, field: usize): void {
  const separator = SEPARATORS + 4 * (usize(row) * fields + field);
  let start = usize(load<u32>(separator - 4)) + 1;
  let end = usize(load<u32>(separator));
  // In an empty cell these bytes are separators: neither CR nor quote.
  if (field + 1 == fields && load<u8>(end - 1) == CR) end--;
  if (areWords) {
    // The byte before the cell is no blank, or one with a word before it.
    while (isBlank(load<u8>(end - 1)) && end > start) end--;
    while (isBlank(load<u8>(start)) && start < end) start++;
  }
  isQuoted = isQuoting && load<u8>(start) == QUOTE;
  if (isQuoted) {
    start++;
    end--;
  }
  cellStart = start;
  cellEnd = end;
}

function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB;
}

/** Adds the number of the row at that index. */
// @ts-ignore: decorators are valid here
@inline
export function addRow(row: u32): void {
  findCell(row, picked);
  if (cellStart == cellEnd) {
    // An empty line of one field is no row.
    if (fields > 1 || isQuoted) countEmpty(FIRST_ACCUMULATOR);
  } else if (!isPlain || !addLiteral(FIRST_ACCUMULATOR, cellStart, cellEnd)) {
    listSlowLiteral(cellStart, cellEnd, startOfRow(row));
  }
}

/** Fetches the memory that the keys of the first `rows` rows will need. @returns a value that depends on all of it */
export function fetchKeys(rows: u32): u32 {
  let all: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    findCell(row, keyField);
    all |= fetch(cellStart, cellEnd);
  }
  return all;
}

/**
 * Adds the number of the row to the sum of its key. Rows have two fields at least.
 * @returns AT_END, or why the row was not taken
 */
export function addKeyedRow(row: u32): u32 {
  findCell(row, keyField);
  const key = indexOf(cellStart, cellEnd, isQuoted, startOfRow(row));
  if (key == NO_ROOM) return AT_FULL_KEYS;
  if (key == SLOW_KEY) return AT_SLOW_ROW;
  findCell(row, picked);
  if (cellStart == cellEnd) {
    countEmpty(FIRST_ACCUMULATOR);
    return AT_END;
  }
  const added = isPlain ? addToGroup(key, cellStart, cellEnd) : Added.SLOW;
  if (added == Added.LATER) return AT_FULL_SUMS;
  if (added == Added.SLOW) listSlowLiteral(cellStart, cellEnd, startOfRow(row), key);
  return AT_END;
}

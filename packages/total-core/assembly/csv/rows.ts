/** Rows of equally many fields, and the cells in them. */
import { CR, LF, QUOTE, SPACE, TAB } from "../simd/ascii";
import { areWords, rowEnds, SEPARATORS, separatorsEnd } from "./separators";

/**
 * A call hands over the sums of each column, which takes JavaScript half a microsecond: of 256 columns that is more than half of the work. And with keys,
 * their sums leave room for 4,000 keys, and the reader in TypeScript is as fast.
 */
export const MOST_COLUMNS: u32 = 256;
/** All that a key may be made of; more leave no room for bytes (MOST_KEY_BYTES). */
export const MOST_KEY_FIELDS: u32 = 16;

/** The indices, in u32, of the fields with the numbers of each column, and then of those with the parts of the key. The caller writes them. */
export const PICKED: usize = memory.data((MOST_COLUMNS + MOST_KEY_FIELDS) * 4, 4);

/** How many fields a row has; 0 before {@link setFields}. */
export let fields: usize = 0;
/** How many numbers a row has; two of them may be the same field. */
export let columns: u32 = 0;
/** How many fields make the key; 0 where rows have no key. */
export let keyFields: u32 = 0;
/** Whether fields may be quoted. */
export let isQuoting: bool = true;
/** Whether numbers have a decimal point and no separators between groups; otherwise each is a slow literal. */
export let isPlain: bool = true;

export function setFields(count: u32, columnCount: u32, keyCount: u32, quotes: bool, plainNumbers: bool): void {
  fields = count;
  columns = columnCount;
  keyFields = keyCount;
  isQuoting = quotes;
  isPlain = plainNumbers;
}

export function areSet(): bool {
  return fields != 0;
}

/** Whether rows of `count` fields have those in PICKED. */
export function areFields(count: u32, columnCount: u32, keyCount: u32): bool {
  if (columnCount - 1 >= MOST_COLUMNS || keyCount > MOST_KEY_FIELDS) return false;
  for (let i: u32 = 0; i < columnCount + keyCount; i++) {
    if (load<u32>(PICKED + 4 * i) >= count) return false;
  }
  return true;
}

// @ts-ignore: decorators are valid here
@inline
export function columnField(column: u32): usize {
  return usize(load<u32>(PICKED + 4 * column));
}

// @ts-ignore: decorators are valid here
@inline
export function keyField(part: u32): usize {
  return usize(load<u32>(PICKED + 4 * (columns + part)));
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
export let cellStart: usize = 0;
export let cellEnd: usize = 0;
export let isQuoted: bool = false;

/** Finds a cell where there is a delimiter between two fields. */
// @ts-ignore: decorators are valid here
@inline
export function findCell(row: u32, field: usize): void {
  const separator = SEPARATORS + 4 * (usize(row) * fields + field);
  let start = usize(load<u32>(separator - 4)) + 1;
  let end = usize(load<u32>(separator));
  // In an empty cell these bytes are separators: neither CR nor quote.
  if (field + 1 == fields && load<u8>(end - 1) == CR) end--;
  isQuoted = isQuoting && load<u8>(start) == QUOTE;
  if (isQuoted) {
    start++;
    end--;
  }
  cellStart = start;
  cellEnd = end;
}

/** Finds a cell where there may be runs of blanks between fields, too. */
export function findAnyCell(row: u32, field: usize): void {
  findCell(row, field);
  if (!areWords) return;
  // The byte before the cell is no blank, or one with a word before it.
  while (isBlank(load<u8>(cellEnd - 1)) && cellEnd > cellStart) cellEnd--;
  while (isBlank(load<u8>(cellStart)) && cellStart < cellEnd) cellStart++;
}

function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB;
}

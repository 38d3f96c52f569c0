/** Rows: so many fields each. Of one of them the numbers are added. */
import { CR, LF, QUOTE } from "../tokens/ascii";
import { listOddLiteral } from "../tokens/report";
import { addLiteral, countEmpty, FIRST_TALLY } from "../tokens/tally";
import { rowEnds, SEPARATORS, separatorsEnd } from "./separators";

/** Of a row. */
let fields: usize = 1;
/** Which of them is added, from 0. */
let picked: usize = 0;
let isQuoting: bool = true;
/** Whether the numbers have a point and no other signs; else each is left to the caller. */
let isUsual: bool = true;

export function setFields(count: u32, field: u32, quotes: bool, usualNumbers: bool): void {
  fields = count;
  picked = field;
  isQuoting = quotes;
  isUsual = usualNumbers;
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

/** Adds the number of the row at that index. */
// @ts-ignore: decorators are valid here
@inline
export function addRow(index: u32): void {
  const separator = SEPARATORS + 4 * (usize(index) * fields + picked);
  let start = usize(load<u32>(separator - 4)) + 1;
  let end = usize(load<u32>(separator));
  // Where there is nothing, these bytes are separators, and as such neither CR nor quote.
  if (picked + 1 == fields && load<u8>(end - 1) == CR) end--;
  const isQuoted = isQuoting && load<u8>(start) == QUOTE;
  if (isQuoted) {
    start++;
    end--;
  }
  if (start == end) {
    // A line of one field without anything is none.
    if (fields > 1 || isQuoted) countEmpty(FIRST_TALLY);
  } else if (!isUsual || !addLiteral(FIRST_TALLY, start, end)) listOddLiteral(start, end, startOfRow(index));
}

/** The sums of columns: those of one column are the call's, and where there are several, each has its own. */
import { CR, QUOTE } from "../simd/ascii";
import { listSlowLiteral, roomForLiterals } from "../memory/report";
import {
  ACCUMULATOR, ACCUMULATOR_BYTES, addLiteral, addUncounted, clear, countEmpty, countLiterals, emptyIn, fold, makeRoom, numbersIn,
} from "../simd/digit-columns";
import { clearSums, SUMS, SUMS_LENGTH } from "../simd/sums";
import {
  cellEnd, cellStart, columnField, columns, fields, findAnyCell, findCell, isPlain, isQuoted, isQuoting, MOST_COLUMNS, startOfRow,
} from "./rows";
import { SEPARATORS } from "./separators";

/**
 * For each of several columns, by byte offsets: an accumulator; its sums, as SUMS; and the report, in u32: how many numbers were added, how many
 * places were empty.
 */
export const COLUMN_SUMS = (ACCUMULATOR_BYTES + 15) & ~15;
export const COLUMN_NUMBERS = COLUMN_SUMS + SUMS_LENGTH * 4;
export const COLUMN_EMPTY = COLUMN_NUMBERS + 4;
/** A multiple of a line of the cache, and none of 4096 bytes, so that columns do not contend for the same lines. */
export const COLUMN_BYTES = (COLUMN_EMPTY + 4 + 63) & ~63;
export const COLUMNS: usize = memory.data(MOST_COLUMNS * COLUMN_BYTES, 64);

// @ts-ignore: decorators are valid here
@inline
export function accumulatorOf(column: u32): usize {
  return COLUMNS + <usize>COLUMN_BYTES * usize(column);
}

export function beginColumns(): void {
  for (let column: u32 = 0; column < columns; column++) clearSums(accumulatorOf(column) + COLUMN_SUMS);
}

/** Reports what the accumulators of several columns hold, and folds each into its sums. */
export function endColumns(): void {
  for (let column: u32 = 0; column < columns; column++) {
    const accumulator = accumulatorOf(column);
    store<u32>(accumulator, numbersIn(accumulator), COLUMN_NUMBERS);
    store<u32>(accumulator, emptyIn(accumulator), COLUMN_EMPTY);
    fold(accumulator, accumulator + COLUMN_SUMS);
    clear(accumulator);
  }
}

/** Adds the number of the row at that index, where there is one column, and a delimiter between two fields. */
// @ts-ignore: decorators are valid here
@inline
export function addRow(row: u32): void {
  findCell(row, columnField(0));
  addFoundCell(row, 0, ACCUMULATOR, SUMS);
}

/** So many rows are added at once at most: their bytes stay in the first-level cache from column to column. */
const SOME_ROWS: u32 = 128;

/**
 * Adds the numbers of the first rows, where there are several columns and fields, and a delimiter between two fields: of some rows, column by column. What a
 * column has of them is counted at once.
 * @returns how many rows; not all of them if there may be no room for another slow literal of each column
 */
export function addSeveral(rows: u32): u32 {
  let row: u32 = 0;
  while (row < rows) {
    const some = min(min(rows - row, SOME_ROWS), roomForLiterals() / columns);
    if (some == 0) break;
    for (let column: u32 = 0; column < columns; column++) addColumn(column, row, some);
    row += some;
  }
  return row;
}

function addColumn(column: u32, firstRow: u32, rows: u32): void {
  const field = columnField(column);
  const isLast = field + 1 == fields;
  const accumulator = accumulatorOf(column);
  makeRoom(accumulator, rows, accumulator + COLUMN_SUMS);
  const firstSeparator = SEPARATORS + 4 * (usize(firstRow) * fields + field);
  let others: u32 = 0;
  for (let row: u32 = 0; row < rows; row++) {
    const separator = firstSeparator + 4 * (usize(row) * fields);
    let start = usize(load<u32>(separator - 4)) + 1;
    let end = usize(load<u32>(separator));
    if (isLast && load<u8>(end - 1) == CR) end--;
    if (load<u8>(start) == QUOTE && isQuoting) {
      start++;
      end--;
    }
    if (start == end) {
      countEmpty(accumulator);
      others++;
    } else if (!isPlain || !addUncounted(accumulator, start, end)) {
      listSlowLiteral(start, end, startOfRow(firstRow + row), 0, column);
      others++;
    }
  }
  countLiterals(accumulator, rows - others);
}

/** Adds the numbers of the row at that index, whatever there is. */
export function addAnyRow(row: u32): void {
  for (let column: u32 = 0; column < columns; column++) {
    const accumulator = columns == 1 ? ACCUMULATOR : accumulatorOf(column);
    findAnyCell(row, columnField(column));
    addFoundCell(row, column, accumulator, columns == 1 ? SUMS : accumulator + COLUMN_SUMS);
  }
}

// @ts-ignore: decorators are valid here
@inline
function addFoundCell(row: u32, column: u32, accumulator: usize, sums: usize): void {
  if (cellStart == cellEnd) {
    // An empty line of one field is no row.
    if (fields > 1 || isQuoted) countEmpty(accumulator);
  } else if (!isPlain || !addLiteral(accumulator, cellStart, cellEnd, sums)) {
    listSlowLiteral(cellStart, cellEnd, startOfRow(row), 0, column);
  }
}

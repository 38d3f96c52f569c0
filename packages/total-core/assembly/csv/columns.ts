/** The sums of columns: those of one column are the call's, and where there are several, each has its own. */
import { CR, QUOTE } from "../simd/ascii";
import { listSlowLiteral } from "../memory/report";
import {
  ACCUMULATOR_BYTES, addLiteral, clear, countEmpty, emptyIn, ACCUMULATOR, fold, numbersIn,
} from "../simd/digit-columns";
import { clearSums, SUMS, SUMS_LENGTH } from "../simd/sums";
import {
  cellEnd, cellStart, columnField, columns, fields, findAnyCell, findCell, isPlain, isQuoted, isQuoting, MOST_COLUMNS, PICKED, startOfRow,
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

/**
 * Adds the numbers of the row at that index, where there are several columns and fields, and a delimiter between two fields. The bounds of a cell are
 * in locals: with {@link findCell}, which leaves them in globals, three columns took 8 % longer.
 */
export function addSeveral(row: u32): void {
  const firstSeparator = SEPARATORS + 4 * (usize(row) * fields);
  const lastField = fields - 1;
  let accumulator = COLUMNS;
  for (let picked = PICKED; picked < PICKED + 4 * columns; picked += 4) {
    const field = usize(load<u32>(picked));
    let start = usize(load<u32>(firstSeparator + 4 * field - 4)) + 1;
    let end = usize(load<u32>(firstSeparator + 4 * field));
    if (field == lastField && load<u8>(end - 1) == CR) end--;
    if (load<u8>(start) == QUOTE && isQuoting) {
      start++;
      end--;
    }
    if (start == end) countEmpty(accumulator);
    else if (!isPlain || !addLiteral(accumulator, start, end, accumulator + COLUMN_SUMS)) {
      listSlowLiteral(start, end, startOfRow(row), 0, u32(picked - PICKED) / 4);
    }
    accumulator += COLUMN_BYTES;
  }
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

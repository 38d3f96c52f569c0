/**
 * The cells of rows, where paths lead to more than one number: other code adds them, which knows the keys of rows and their columns.
 *
 * The list holds u32 addresses. For each row that is taken it has, path by path, the address of the byte before the value and that of its end; then the
 * address of the row's last byte. So csv/rows.ts can read the list as separators of rows, and csv/ has all the sums by key. A string's value is the text
 * within its quotes.
 * The value of null is empty, and a missing one ends a byte before its beginning.
 */
import { CALL_BYTES } from "../memory/call";
import { isMet, numbers, paths } from "./places";
import { CELL_BYTES } from "./shape";

/** As many addresses as a call has bytes, in two halves: lines of the second half of a call are listed beside those of the first one. */
export const LIST_BYTES = CALL_BYTES * 4;
export const LIST: usize = memory.data(LIST_BYTES, 16);
const SECOND_LIST = LIST + LIST_BYTES / 2;
const LIST_END = LIST + LIST_BYTES;

/** Whether rows are listed. Otherwise there is one path, and its number is added at once; its cell takes the place of the next row in the list. */
export let isListing: bool = false;
/** How many bytes of the list a row takes. */
let rowBytes: usize = 0;

/** Where the next rows go, and where there is no more room. */
export let firstCells: usize = LIST;
export let secondCells: usize = SECOND_LIST;
let firstEnd: usize = LIST_END;

export function setCells(isList: bool): void {
  isListing = isList;
  rowBytes = isList ? usize(paths * CELL_BYTES + 4) : 0;
}

export function beginCells(): void {
  firstCells = LIST;
  secondCells = SECOND_LIST;
  firstEnd = SECOND_LIST;
}

/** How many rows each half of the list has room for. */
export function roomForPairs(): u32 {
  return isListing ? u32(LIST_BYTES) / 2 / u32(rowBytes) : u32.MAX_VALUE;
}

/** Whether there is room for another row where the first rows go. */
export function hasRoom(): bool {
  return firstCells + rowBytes <= firstEnd;
}

/** Puts the rows of the second half behind those of the first. From then on rows go behind both. */
export function joinHalves(areSecondTaken: bool): void {
  if (areSecondTaken) {
    const bytes = secondCells - SECOND_LIST;
    memory.copy(firstCells, SECOND_LIST, bytes);
    firstCells += bytes;
  }
  secondCells = SECOND_LIST;
  firstEnd = LIST_END;
}

/** How many rows are in the list. */
export function listedRows(): u32 {
  return isListing ? u32((firstCells - LIST) / rowBytes) : 0;
}

/** Keeps the cells of a row in the list, and lists where the row ends. */
// @ts-ignore: decorators are valid here
@inline
export function keepCells(isFirst: bool, end: usize): void {
  if (isFirst) {
    firstCells += rowBytes;
    store<u32>(firstCells - 4, u32(end) - 1);
  } else {
    secondCells += rowBytes;
    store<u32>(secondCells - 4, u32(end) - 1);
  }
}

// @ts-ignore: decorators are valid here
@inline
export function setCell(cell: usize, start: usize, end: usize): void {
  store<u32>(cell, u32(start) - 1);
  store<u32>(cell, u32(end), 4);
}

export function startIn(cell: usize): usize {
  return usize(load<u32>(cell)) + 1;
}

export function endIn(cell: usize): usize {
  return usize(load<u32>(cell, 4));
}

/**
 * Sets the cells of missing values.
 * @param met the places that the row has had
 * @param at any address among its bytes
 * @returns false if a number has no key
 */
export function fillMissing(cells: usize, met: u64, at: usize): bool {
  let hasNumber = false;
  let lacksKey = false;
  for (let path: u32 = 0; path < paths; path++) {
    const isNumber = path < numbers;
    if (isMet(path, met)) hasNumber = hasNumber || isNumber;
    else {
      lacksKey = lacksKey || !isNumber;
      setCell(cells + usize(path * CELL_BYTES), at, at - 1);
    }
  }
  return !hasNumber || !lacksKey;
}

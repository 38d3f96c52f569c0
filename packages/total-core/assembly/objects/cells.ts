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
import { CELL_BYTES } from "./parts";

/** As many addresses as a call has bytes. */
export const LIST_BYTES = CALL_BYTES * 4;
export const LIST: usize = memory.data(LIST_BYTES, 16);
const LIST_END = LIST + LIST_BYTES;

/** Whether rows are listed. Otherwise there is one path, and its number is added when the row is taken: then its cell is free again. */
export let isListing: bool = false;
/** How many bytes of the list a row takes. */
export let rowBytes: usize = 0;

/** Where the next row goes. */
export let nextCells: usize = LIST;

export function setCells(isList: bool): void {
  isListing = isList;
  rowBytes = usize(paths * CELL_BYTES + 4);
}

export function beginCells(): void {
  nextCells = LIST;
}

/** How many more rows there is room for. */
export function roomForRows(): u32 {
  return u32(LIST_END - nextCells) / u32(rowBytes);
}

/** How many rows are in the list. */
export function listedRows(): u32 {
  return isListing ? u32(nextCells - LIST) / u32(rowBytes) : 0;
}

/** Keeps the cells of a row in the list, and lists where the row ends. */
export function keepCells(end: usize): void {
  nextCells += rowBytes;
  store<u32>(nextCells - 4, u32(end) - 1);
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

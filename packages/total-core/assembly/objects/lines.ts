/** The lines of a batch. */
import { nextCells, rowBytes } from "./cells";

/** A line, in u32: the address up to which it is read, or STOPPED; the next line that waits in the same slot. */
const AT = 0;
const NEXT = 4;
export const LINE_BYTES = 8;

export const MOST_LINES: u32 = 1024;
export const LINES: usize = memory.data(MOST_LINES * LINE_BYTES, 8);
export let linesEnd: usize = LINES;
/** No line has this address. */
export const NO_LINE: usize = 0;

/** Where the cells of the first line are. */
let cells: usize = 0;

/** Begins a batch of at most so many lines. */
export function beginLines(most: u32): void {
  cells = nextCells;
  linesEnd = LINES + usize(most) * LINE_BYTES;
}

export function endLinesAt(end: usize): void {
  linesEnd = end;
}

export function addressIn(line: usize): usize {
  return usize(load<u32>(line, AT));
}

export function setAddress(line: usize, at: usize): void {
  store<u32>(line, u32(at), AT);
}

export function lineAfter(line: usize): usize {
  return usize(load<u32>(line, NEXT));
}

export function setLineAfter(line: usize, next: usize): void {
  store<u32>(line, u32(next), NEXT);
}

export function cellsOf(line: usize): usize {
  return cells + ((line - LINES) / LINE_BYTES) * rowBytes;
}

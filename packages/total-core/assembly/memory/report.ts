/** The report of a call that reads rows: all that it returns besides its sums. */
import { clear, emptyIn, ACCUMULATOR, fold, numbersIn } from "../simd/digit-columns";
import { clearSums } from "../simd/sums";

/** Why a call ended: at the end of the bytes, or in a row that the end cuts. */
export const AT_END: u32 = 0;
/** At a row that the kernel does not read: it is left to the reader, which also finds its faults. */
export const AT_SLOW_ROW: u32 = 1;
/** At a row that the next call can take: the list of slow literals is full. */
export const AT_FULL: u32 = 2;
/** The caller has to take the sums by key first. */
export const AT_FULL_SUMS: u32 = 3;
/** The caller has to take the sums by key and clear the keys: there is no room for another key. */
export const AT_FULL_KEYS: u32 = 4;

/**
 * The report, in u32: how many numbers were added, how many places were empty, how many LFs passed, how many slow literals are listed, why the call
 * ended. The first three count bytes of the call (CALL_BYTES) at most once each.
 */
export const NUMBERS = 0;
export const EMPTY = 1;
export const LINES = 2;
export const SLOW = 3;
export const WHY = 4;
export const REPORT_WORDS = 5;
export const REPORT: usize = memory.data(REPORT_WORDS * 4, 4);

/**
 * The slow literals: literals in taken rows that the kernel does not add. Each has five u32: where it begins and ends, where its row begins, the
 * index of its key, if rows have keys, and of its column, if they have several. The literals of a column follow each other in the order of the rows. The caller
 * ignores the literals of rows that were not taken in the end.
 */
export const START = 0;
export const END = 1;
export const ROW = 2;
export const KEY = 3;
export const COLUMN = 4;
export const LITERAL_WORDS = 5;
/** The index of the key of a literal whose row has none: it is missing, as its key is. A missing literal ends before it begins. */
export const NO_KEY: u32 = u32.MAX_VALUE;
export const MOST_SLOW_LITERALS: u32 = 1024;
export const SLOW_LITERALS: usize = memory.data(MOST_SLOW_LITERALS * LITERAL_WORDS * 4, 4);

let listed: u32 = 0;

/** For how many more slow literals there is room. */
export function roomForLiterals(): u32 {
  return MOST_SLOW_LITERALS - listed;
}

/** Whether there is no room for so many more. */
export function isListFull(literals: u32): bool {
  return listed > MOST_SLOW_LITERALS - literals;
}

export function listSlowLiteral(start: usize, end: usize, row: usize, key: u32 = 0, column: u32 = 0): void {
  const entry = SLOW_LITERALS + listed * (LITERAL_WORDS * 4);
  store<u32>(entry, u32(start), START * 4);
  store<u32>(entry, u32(end), END * 4);
  store<u32>(entry, u32(row), ROW * 4);
  store<u32>(entry, key, KEY * 4);
  store<u32>(entry, column, COLUMN * 4);
  listed++;
}

export function beginReport(): void {
  clearSums();
  listed = 0;
}

/** Reports what the first accumulator holds, and folds it into the sums. */
export function endReport(lines: u32, why: u32): void {
  store<u32>(REPORT, numbersIn(ACCUMULATOR), NUMBERS * 4);
  store<u32>(REPORT, emptyIn(ACCUMULATOR), EMPTY * 4);
  store<u32>(REPORT, lines, LINES * 4);
  store<u32>(REPORT, listed, SLOW * 4);
  store<u32>(REPORT, why, WHY * 4);
  fold(ACCUMULATOR);
  clear(ACCUMULATOR);
}

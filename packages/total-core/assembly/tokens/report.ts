/** What a call has to say besides its sums. */
import { clear, clearSums, emptyIn, FIRST_TALLY, fold, numbersIn } from "./tally";

/** Why a call ended: at the end of the bytes, or in a row that this cuts. */
// @ts-ignore: decorators are valid here
@inline
export const AT_END: u32 = 0;
/** At a row that is not for this: what is wrong with it, or strange, is left to the caller. */
// @ts-ignore: decorators are valid here
@inline
export const AT_ODD_ROW: u32 = 1;
/** At a row that the next call can take: the list of odd literals is full. */
// @ts-ignore: decorators are valid here
@inline
export const AT_FULL: u32 = 2;
/** The sums of groups are to be taken first. */
// @ts-ignore: decorators are valid here
@inline
export const AT_FULL_SUMS: u32 = 3;
/** The same, and the keys are to be cleared: there is no room for another one. */
// @ts-ignore: decorators are valid here
@inline
export const AT_FULL_KEYS: u32 = 4;

/**
 * Five u32: how many numbers were added, how many places were empty, how many LFs passed, how many odd literals are listed, and why it ended. The
 * first three are at most one for each byte of a call, of which there are less than 2^17 (assembly/memory/call.ts).
 */
const REPORT: usize = memory.data(5 * 4, 4);

/**
 * The literals that are not for this, in rows that are: four u32 each, where it begins, where it ends, where its row begins, and the index of
 * its key, if rows have keys. Those of rows that were not taken in the end are to be ignored.
 */
// @ts-ignore: decorators are valid here
@inline
const ODD_LITERALS: u32 = 1024;
// @ts-ignore: decorators are valid here
@inline
const ODD_LITERAL_BYTES = 4 * 4;
const LIST: usize = memory.data(ODD_LITERALS * ODD_LITERAL_BYTES, 4);

/** For the caller: where these are. */
export function report(): usize {
  return REPORT;
}
export function oddLiterals(): usize {
  return LIST;
}

let listed: u32 = 0;

/** Whether there is no room for two more. */
// @ts-ignore: decorators are valid here
@inline
export function isListFull(): bool {
  return listed > ODD_LITERALS - 2;
}

export function listOddLiteral(start: usize, end: usize, row: usize, key: u32 = 0): void {
  const entry = LIST + listed * ODD_LITERAL_BYTES;
  store<u32>(entry, u32(start));
  store<u32>(entry, u32(end), 4);
  store<u32>(entry, u32(row), 8);
  store<u32>(entry, key, 12);
  listed++;
}

export function beginReport(): void {
  clearSums();
  listed = 0;
}

/** The first tally is what the call comes to. */
export function endReport(lines: u32, why: u32): void {
  store<u32>(REPORT, numbersIn(FIRST_TALLY));
  store<u32>(REPORT, emptyIn(FIRST_TALLY), 4);
  store<u32>(REPORT, lines, 8);
  store<u32>(REPORT, listed, 12);
  store<u32>(REPORT, why, 16);
  fold(FIRST_TALLY);
  clear(FIRST_TALLY);
}

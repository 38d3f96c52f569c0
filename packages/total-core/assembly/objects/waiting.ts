/**
 * Reads lines part by part: all lines that most likely have the same text next, then those that have another one. So a loop has one text and mostly one kind
 * of scalar, and its steps do not wait for each other; and the order of the keys, which may differ from line to line, costs no branch that the processor
 * cannot foresee.
 */
import { lengthen } from "./lengthen";
import { addressIn, cellsOf, lineAfter, NO_LINE, setAddress, setLineAfter } from "./lines";
import {
  bitsOf, ENDS_ROW, flagsOf, HOLDS_SCALAR, IS_BEFORE_PICKED, lengthOf, NONE, standsAt, stateBehind, textOf,
} from "./parts";
import { mayEnd, pick, pickCell } from "./picked";
import { endOfPlainScalar, endOfScalar } from "./scalars";
import { FIRST_LINE, fewPartAt, NEXT_AWAITED, NO_SLOT, partIn, setPartIn, slotAt, stateOf } from "./states";
import { STOPPED } from "./stop";
import { hasBackslash } from "./structure";

/** The slots where lines wait, in the order in which the first of these came. */
let firstAwaited: usize = NO_SLOT;
let lastAwaited: usize = NO_SLOT;

/** Has the line, which is read up to `at`, wait for the part that most likely follows the state there. */
// @ts-ignore: decorators are valid here
@inline
export function waitAt(line: usize, state: usize, at: usize): void {
  const slot = slotAt(state, at);
  const next = usize(load<u32>(slot, FIRST_LINE));
  setAddress(line, at);
  setLineAfter(line, next);
  store<u32>(slot, u32(line), FIRST_LINE);
  if (next != NO_LINE) return;
  store<u32>(slot, u32(NO_SLOT), NEXT_AWAITED);
  if (firstAwaited == NO_SLOT) firstAwaited = slot;
  else store<u32>(lastAwaited, u32(slot), NEXT_AWAITED);
  lastAwaited = slot;
}

/** Reads all lines that wait, to their ends. */
export function readWaiting(): void {
  while (firstAwaited != NO_SLOT) {
    const slot = firstAwaited;
    const line = usize(load<u32>(slot, FIRST_LINE));
    firstAwaited = usize(load<u32>(slot, NEXT_AWAITED));
    store<u32>(slot, u32(NO_LINE), FIRST_LINE);
    readLines(slot, line);
  }
}

/** Reads the next part of the lines that wait in the slot. */
function readLines(slot: usize, first: usize): void {
  let line = first;
  while (true) {
    const part = partIn(slot);
    if (part != NONE) {
      lengthen(part, line);
      line = (flagsOf(part) & ENDS_ROW) != 0 ? endLines(part, line) : readPlainLines(part, line);
    }
    if (line == NO_LINE) return;
    const next = lineAfter(line);
    readOtherLine(slot, line);
    line = next;
  }
}

/** @returns the first line that does not end with this part */
function endLines(part: usize, first: usize): usize {
  const length = lengthOf(part);
  let line = first;
  for (; line != NO_LINE; line = lineAfter(line)) {
    const at = addressIn(line);
    const end = at + length;
    if (!standsAt(part, at) || !mayEnd(part, cellsOf(line), end)) break;
    setAddress(line, end);
  }
  return line;
}

/**
 * Reads the part in lines up to the first one in which the text, or the scalar behind it, is not as usual. It calls no function, so that what it needs stays in
 * registers.
 * @returns that line
 */
function readPlainLines(part: usize, first: usize): usize {
  const length = lengthOf(part);
  const flags = flagsOf(part);
  const state = stateBehind(part);
  const text = textOf(part);
  const text0 = v128.load(text);
  const text1 = v128.load(text, 16);
  const text2 = v128.load(text, 32);
  const firstBits = u32(bitsOf(part) & 0xffff);
  const otherBits = u32(bitsOf(part) >> 16);
  let line = first;
  while (line != NO_LINE) {
    const at = addressIn(line);
    if ((u32(i8x16.bitmask(i8x16.eq(v128.load(at), text0))) & firstBits) != firstBits) break;
    if (length > 16) {
      const same1 = u32(i8x16.bitmask(i8x16.eq(v128.load(at, 16), text1)));
      const same2 = u32(i8x16.bitmask(i8x16.eq(v128.load(at, 32), text2)));
      if (((same1 | (same2 << 16)) & otherBits) != otherBits || (length > 48 && !standsAt(part, at))) break;
    }
    const scalar = at + length;
    const end = (flags & HOLDS_SCALAR) != 0 ? scalar : endOfPlainScalar(scalar);
    if (end == STOPPED) break;
    if ((flags & IS_BEFORE_PICKED) != 0 && !pick(cellsOf(line), flags, scalar, end)) break;
    const next = lineAfter(line);
    waitAt(line, state, end);
    line = next;
  }
  return line;
}

/** Reads the next part of a line in which it is not the one in the slot, or the scalar is not plain. */
function readOtherLine(slot: usize, line: usize): void {
  const at = addressIn(line);
  const part = fewPartAt(stateOf(slot), at);
  setAddress(line, STOPPED);
  if (part == NONE) return;
  setPartIn(slot, part);
  const flags = flagsOf(part);
  const scalar = at + lengthOf(part);
  if ((flags & ENDS_ROW) != 0) {
    if (mayEnd(part, cellsOf(line), scalar)) setAddress(line, scalar);
    return;
  }
  const end = (flags & HOLDS_SCALAR) != 0 ? scalar : endOfScalar(scalar);
  if (end == STOPPED) return;
  if ((flags & IS_BEFORE_PICKED) != 0 && (hasBackslash(scalar, end) || !pickCell(cellsOf(line), flags, scalar, end))) return;
  waitAt(line, stateBehind(part), end);
}

/** Reads the text between the scalars of a row: brackets, keys, colons, commas, white space. RFC 8259, sections 2, 4 and 5. */
import {
  BACKSLASH, CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, CR, LF, OPEN_ARRAY, OPEN_OBJECT, QUOTE, SPACE, TAB,
} from "../simd/ascii";
import { areLeft, areNumbers, bitOf, depthWithin, NO_PATH, numbers, pathAt, placeAround, placeOfKey, ROW } from "./places";
import { beginsScalar, endOfKey } from "./scalars";
import { ENDS_ROW, flagsOfPath, IS_BEFORE_KEY, IS_BEFORE_NUMBER, LACKS_PATHS } from "./parts";
import { forgetShape } from "./shape";
import { addPart, depthIn, forgetStates, metIn, objectsIn, placeIn, ROOT, stateLike } from "./states";
import { stopAt, STOPPED } from "./stop";

/** The syntax that may come next, after white space or none. */
enum Next {
  VALUE,
  FIRST_ELEMENT,
  FIRST_KEY,
  KEY,
  AFTER_VALUE,
}

/** The role of the next value in the paths. */
enum Role {
  OTHER,
  /** Paths go through it: it must be an object. */
  PARENT,
  PICKED,
}

/** The byte that ends a row: LF where rows are lines, a comma where they are elements of an array. */
export let terminator: u32 = 0;

export function setTerminator(byte: u32): void {
  terminator = byte;
}

/** How many containers are open. */
let depth: i32 = 0;
/** A bit for each open container, 1 for an object; the lowest bit is of the innermost one. */
let objects: u64 = 0;
const MAX_DEPTH = 64;

/** The place of the innermost open object that paths go through. */
let place: u32 = ROW;
/** A bit for each place that the row has had. JSON.parse takes the last of equal keys: a row that has a key of a path twice is not plain. */
let met: u64 = 0;

/** Begins with no known parts. */
export function beginShape(): void {
  forgetShape();
  forgetStates(0, 0, 0, ROW);
}

function addPartHere(state: usize, begin: usize, end: usize, flags: u32): usize {
  textEnd = end;
  return addPart(state, stateLike(objects, met, depth, place), begin, end, flags);
}

/** Where the text ends that {@link readPart} read. */
export let textEnd: usize = 0;

/**
 * Reads the text from `begin` to the next scalar or to the end of the row.
 * @param state the state before it
 * @returns the part, or STOPPED
 */
export function readPart(state: usize, begin: usize): usize {
  objects = objectsIn(state);
  met = metIn(state);
  depth = depthIn(state);
  place = placeIn(state);
  let next = Next.AFTER_VALUE;
  let role = Role.OTHER;
  /** The place of the next value, if it has a role. */
  let nextPlace = ROW;
  if (state == ROOT) {
    next = Next.VALUE;
    role = areNumbers() ? Role.PICKED : Role.PARENT;
  }
  let at = endOfBlanks(begin);
  while (true) {
    const byte = u32(load<u8>(at));
    if (next == Next.AFTER_VALUE) {
      if (depth == 0) {
        if (byte != terminator) return stopAt(at);
        return addPartHere(state, begin, at + 1, areLeft(met) ? ENDS_ROW | LACKS_PATHS : ENDS_ROW);
      }
      const isInObject = (objects & 1) != 0;
      if (byte == COMMA) next = isInObject ? Next.KEY : Next.VALUE;
      else if (byte == (isInObject ? CLOSE_OBJECT : CLOSE_ARRAY)) close();
      else return stopAt(at);
    } else if (next == Next.VALUE || next == Next.FIRST_ELEMENT) {
      if (byte == OPEN_OBJECT || byte == OPEN_ARRAY) {
        if (depth == MAX_DEPTH || role == Role.PICKED) return stopAt(at);
        if (role == Role.PARENT && byte == OPEN_ARRAY) return stopAt(at);
        if (role == Role.PARENT) place = nextPlace;
        role = Role.OTHER;
        depth++;
        objects = (objects << 1) | u64(byte == OPEN_OBJECT);
        next = byte == OPEN_OBJECT ? Next.FIRST_KEY : Next.FIRST_ELEMENT;
      } else if (byte == CLOSE_ARRAY && next == Next.FIRST_ELEMENT) {
        close();
        next = Next.AFTER_VALUE;
      } else {
        if (!beginsScalar(byte) || role == Role.PARENT) return stopAt(at);
        return addPartHere(state, begin, at, role == Role.PICKED ? flagsAt(nextPlace) : 0);
      }
    } else if (byte == CLOSE_OBJECT && next == Next.FIRST_KEY) {
      close();
      next = Next.AFTER_VALUE;
    } else {
      if (byte != QUOTE) return stopAt(at);
      const end = endOfKey(at);
      if (end == STOPPED) return STOPPED;
      if (depth == depthWithin(place)) {
        // A key with escapes may be a key of a path, spelled differently.
        if (hasBackslash(at, end)) return stopAt(at);
        nextPlace = placeOfKey(place, at + 1, end - 1);
        if (nextPlace != ROW) {
          if ((met & bitOf(nextPlace)) != 0) return stopAt(at);
          met |= bitOf(nextPlace);
          role = pathAt(nextPlace) == NO_PATH ? Role.PARENT : Role.PICKED;
        }
      }
      at = endOfBlanks(end);
      if (load<u8>(at) != COLON) return stopAt(at);
      next = Next.VALUE;
    }
    at = endOfBlanks(at + 1);
  }
}

function flagsAt(picked: u32): u32 {
  if (areNumbers()) return flagsOfPath(0) | IS_BEFORE_NUMBER;
  const path = pathAt(picked);
  return path < numbers ? flagsOfPath(path) : flagsOfPath(path) | IS_BEFORE_KEY;
}

function close(): void {
  depth--;
  objects >>= 1;
  if (place != ROW && depth < depthWithin(place)) place = placeAround(place);
}

function endOfBlanks(begin: usize): usize {
  let at = begin;
  while (isBlank(u32(load<u8>(at)))) at++;
  return at;
}

function isBlank(byte: u32): bool {
  return byte == SPACE || byte == TAB || byte == CR || (byte == LF && terminator != LF);
}

export function hasBackslash(begin: usize, end: usize): bool {
  for (let at = begin; at < end; at++) {
    if (load<u8>(at) == BACKSLASH) return true;
  }
  return false;
}

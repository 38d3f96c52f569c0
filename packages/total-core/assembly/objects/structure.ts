/** Reads the text between the scalars of a row: brackets, keys, colons, commas, white space. RFC 8259, sections 2, 4 and 5. */
import {
  BACKSLASH, CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, CR, LF, OPEN_ARRAY, OPEN_OBJECT, QUOTE, SPACE, TAB,
} from "../simd/ascii";
import { isKey, keys } from "./path";
import { beginsScalar, endOfKey } from "./scalars";
import { ENDS_ROW, forgetShape, IS_BEFORE_PICKED, joinPart, newPart, ROOT, STATE } from "./shape";
import { stopAt, STOPPED } from "./stop";

/** The syntax that may come next, after white space or none. */
enum Next {
  VALUE,
  FIRST_ELEMENT,
  FIRST_KEY,
  KEY,
  AFTER_VALUE,
}

/** The role of the next value in the path. */
enum Role {
  OTHER,
  /** The path goes through it: it must be an object. */
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

/** How many keys of the path lead to the innermost object on it. */
let matched: i32 = 0;
/** How many keys of the path the row has had. JSON.parse takes the last of equal keys: a row that has a key of the path twice is not plain. */
let met: i32 = 0;

/** Begins with no known parts. */
export function beginShape(): void {
  forgetShape();
  depth = 0;
  objects = 0;
  matched = 0;
  met = 0;
  keepState(ROOT);
}

/** Sets the state to that behind a part. */
function restoreState(part: usize): void {
  objects = load<u64>(part, STATE);
  depth = load<i32>(part, STATE + 8);
  matched = load<i32>(part, STATE + 12);
  met = load<i32>(part, STATE + 16);
}

function keepState(part: usize): void {
  store<u64>(part, objects, STATE);
  store<i32>(part, depth, STATE + 8);
  store<i32>(part, matched, STATE + 12);
  store<i32>(part, met, STATE + 16);
}

function keepPart(previous: usize, begin: usize, end: usize, flags: u32): usize {
  const part = newPart(previous, begin, end, flags);
  keepState(part);
  joinPart(previous, part);
  textEnd = end;
  return part;
}

/** Where the text ends that {@link readPart} read. */
export let textEnd: usize = 0;

/**
 * Reads the text from `begin` to the next scalar or to the end of the row.
 * @param previous the part before it
 * @returns the part, or STOPPED
 */
export function readPart(previous: usize, begin: usize): usize {
  restoreState(previous);
  let next = Next.AFTER_VALUE;
  let role = Role.OTHER;
  if (previous == ROOT) {
    next = Next.VALUE;
    role = keys == 0 ? Role.PICKED : Role.PARENT;
  }
  let at = endOfBlanks(begin);
  while (true) {
    const byte = u32(load<u8>(at));
    if (next == Next.AFTER_VALUE) {
      if (depth == 0) return byte == terminator ? keepPart(previous, begin, at + 1, ENDS_ROW) : stopAt(at);
      const isInObject = (objects & 1) != 0;
      if (byte == COMMA) next = isInObject ? Next.KEY : Next.VALUE;
      else if (byte == (isInObject ? CLOSE_OBJECT : CLOSE_ARRAY)) close();
      else return stopAt(at);
    } else if (next == Next.VALUE || next == Next.FIRST_ELEMENT) {
      if (byte == OPEN_OBJECT || byte == OPEN_ARRAY) {
        if (depth == MAX_DEPTH || role == Role.PICKED) return stopAt(at);
        if (role == Role.PARENT && byte == OPEN_ARRAY) return stopAt(at);
        if (role == Role.PARENT && depth != 0) matched++;
        role = Role.OTHER;
        depth++;
        objects = (objects << 1) | u64(byte == OPEN_OBJECT);
        next = byte == OPEN_OBJECT ? Next.FIRST_KEY : Next.FIRST_ELEMENT;
      } else if (byte == CLOSE_ARRAY && next == Next.FIRST_ELEMENT) {
        close();
        next = Next.AFTER_VALUE;
      } else {
        if (!beginsScalar(byte) || role == Role.PARENT) return stopAt(at);
        return keepPart(previous, begin, at, role == Role.PICKED ? IS_BEFORE_PICKED : 0);
      }
    } else if (byte == CLOSE_OBJECT && next == Next.FIRST_KEY) {
      close();
      next = Next.AFTER_VALUE;
    } else {
      if (byte != QUOTE) return stopAt(at);
      const end = endOfKey(at);
      if (end == STOPPED) return STOPPED;
      if (depth == matched + 1) {
        // A key with escapes may be a key of the path, spelled differently.
        if (hasBackslash(at, end)) return stopAt(at);
        if (isKey(matched, at + 1, end - 1)) {
          if (met > matched) return stopAt(at);
          met++;
          role = met == keys ? Role.PICKED : Role.PARENT;
        }
      }
      at = endOfBlanks(end);
      if (load<u8>(at) != COLON) return stopAt(at);
      next = Next.VALUE;
    }
    at = endOfBlanks(at + 1);
  }
}

function close(): void {
  depth--;
  objects >>= 1;
  if (matched > 0 && depth == matched) matched--;
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

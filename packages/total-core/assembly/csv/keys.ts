/**
 * The keys of rows, each with an index, in the order of their first rows. They stay from call to call, until other rows begin or there is no room for
 * another key.
 *
 * A hash table with linear probing finds a key. The record of a key is one line of the processor's cache, and holds a short key itself: where there
 * are many keys, fetching these lines takes more time than the rest of the work.
 */
import { QUOTE } from "../simd/ascii";

/** Memory that was never written to costs nothing: a few keys take little. With several columns there is room for fewer keys. */
export const MOST_KEYS = 262144;
let mostKeys: u32 = MOST_KEYS;
/** There may be fewer than there is room for. */
let keyLimit: u32 = MOST_KEYS;

/** A key is kept in blocks of 16 bytes, the last one padded with NULs. */
export const BLOCK = 16;
export const MOST_KEY_BYTES: u32 = 256;

/**
 * The record of a key, by byte offsets: the sum of its numbers, an i64; in u32 how many numbers the sum has, the length of the key, its address, its
 * hash, the address of its first row, whether it has numbers of any of several columns; and 32 bytes for a short key.
 */
export const SUM = 0;
export const COUNT = 8;
export const KEY_LENGTH = 12;
export const KEY_ADDRESS = 16;
const HASH = 20;
export const FIRST_ROW = 24;
export const IS_TOUCHED = 28;
const SHORT_KEY = 32;
export const RECORD_BYTES = 64;
const SHORT_KEY_BYTES: usize = RECORD_BYTES - SHORT_KEY;
export const RECORDS_BYTES = MOST_KEYS * RECORD_BYTES;
export const RECORDS: usize = memory.data(RECORDS_BYTES, 64);

/**
 * The sums of the second column and all further ones stand behind the records that there is room for: for each key one after the other, each with SUM
 * and COUNT as in a record.
 */
export const FURTHER_BYTES = 16;
let furtherColumns: u32 = 0;
let furtherSums: usize = RECORDS + RECORDS_BYTES;

/** Longer keys. */
export const LONG_KEYS_BYTES = 4194304;
export const LONG_KEYS: usize = memory.data(LONG_KEYS_BYTES, 16);
let longKeysEnd: usize = LONG_KEYS;

/**
 * The hash table: a u32 for each place, 0 where the place is free, as half of them are at least. Otherwise its lower bits are 1 more than the index of
 * a key, the others are the bits of the hash that do not select the place.
 */
const PLACE_BITS = 19;
const PLACES = 1 << PLACE_BITS;
const PLACE_MASK: u32 = PLACES - 1;
const TABLE: usize = memory.data(PLACES * 4, 64);

/**
 * A key is looked for in so many places; if none of them is its own or free, there is no room for it. As half of the places are free, only keys that
 * were made to collide come that far: without this bound they would take quadratic time.
 */
const MOST_PROBES: u32 = 64;

/** A mask of the first n of 16 lanes begins at byte 16 - n. */
const FIRST_LANES: usize = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
], 16);

let keyCount: u32 = 0;
/** The bits of these keys that are above ASCII. */
let bitsAboveAscii: u32 = 0;

/** {@link indexOf} returns these where there is no room for another key, and where the key is too long or has a quote in it. */
export const NO_ROOM: u32 = u32.MAX_VALUE;
export const SLOW_KEY: u32 = u32.MAX_VALUE - 1;

export function forgetKeys(): void {
  if (keyCount != 0) memory.fill(TABLE, 0, PLACES * 4);
  keyCount = 0;
  bitsAboveAscii = 0;
  longKeysEnd = LONG_KEYS;
}

/** For tests of the bounds: sets how many keys there are, and how many bytes the long ones take. */
export function setKeyCount(count: u32): void {
  keyCount = count;
}
export function setLongKeyBytes(bytes: usize): void {
  longKeysEnd = LONG_KEYS + bytes;
}

/** How many keys there are. */
export function keys(): u32 {
  return keyCount;
}

/** Whether all of them are ASCII. */
export function areAscii(): bool {
  return bitsAboveAscii == 0;
}

/** How many there is room for. */
export function roomForKeys(): u32 {
  return mostKeys;
}

/** Makes room for the sums of so many columns. There are no keys. */
export function setColumns(columns: u32): void {
  furtherColumns = columns - 1;
  mostKeys = RECORDS_BYTES / (RECORD_BYTES + FURTHER_BYTES * furtherColumns);
  keyLimit = mostKeys;
  furtherSums = RECORDS + <usize>RECORD_BYTES * usize(mostKeys);
}

/** From now on there are at most so many keys, and no more than there is room for. There are none yet. */
export function limitKeys(most: u32): void {
  keyLimit = min(most, mostKeys);
}

export function recordOf(index: u32): usize {
  return RECORDS + <usize>RECORD_BYTES * usize(index);
}

/** Where the SUM and the COUNT of a key are, for any column. */
export function sumOf(index: u32, column: u32): usize {
  return column == 0 ? recordOf(index) : furtherSums + <usize>FURTHER_BYTES * (usize(index) * furtherColumns + column - 1);
}

/** Sets the sums of a key to 0, those of all columns. */
export function clearSumsOf(index: u32): void {
  for (let column: u32 = 0; column <= furtherColumns; column++) {
    const sum = sumOf(index, column);
    store<u64>(sum, 0, SUM);
    store<u32>(sum, 0, COUNT);
  }
  store<u32>(recordOf(index), 0, IS_TOUCHED);
}

/**
 * The index of the key from `start` to `end`, which is added if it is new.
 * @param isQuoted whether two quotes in it stand for one
 * @param row the address of its row
 */
export function indexOf(start: usize, end: usize, isQuoted: bool, row: usize): u32 {
  const length = u32(end - start);
  if (length > MOST_KEY_BYTES || (isQuoted && hasQuote(start, end))) return SLOW_KEY;
  let hash: u32;
  // Nearly all keys are as short, and stand in their first place: it needs no loops to find one.
  if (length - 1 < u32(BLOCK)) {
    const block = blockAt(start, end);
    hash = u32(hashWith(length, block) >>> 32);
    const slot = load<u32>(TABLE + 4 * (hash & PLACE_MASK));
    const index = (slot & PLACE_MASK) - 1;
    const record = recordOf(index);
    const mayBeSame = slot != 0 && load<u32>(record, KEY_LENGTH) == length;
    if (mayBeSame && i8x16.bitmask(i8x16.eq(block, v128.load(record, SHORT_KEY))) == 0xffff) return index;
  } else hash = hashOf(start, end);
  let place = hash & PLACE_MASK;
  for (let probes: u32 = 0; probes < MOST_PROBES; probes++) {
    const slot = load<u32>(TABLE + 4 * place);
    if (slot == 0) return keep(place, hash, start, end, row);
    if (((slot ^ hash) & ~PLACE_MASK) == 0) {
      const index = (slot & PLACE_MASK) - 1;
      const record = recordOf(index);
      if (load<u32>(record, KEY_LENGTH) == length && isAt(load<u32>(record, KEY_ADDRESS), start, end)) return index;
    }
    place = (place + 1) & PLACE_MASK;
  }
  return NO_ROOM;
}

/**
 * Fetches the memory that {@link indexOf} will read. Many fetches that do not wait for each other take little more time than one.
 * @returns a value that depends on all of it
 */
// @ts-ignore: decorators are valid here
@inline
export function fetch(start: usize, end: usize): u32 {
  const slot = load<u32>(TABLE + 4 * (hashOf(start, end) & PLACE_MASK)) & PLACE_MASK;
  return load<u32>(recordOf(slot - u32(slot != 0)));
}

/** Whether there are more keys than the nearer caches hold. */
export function areMany(): bool {
  return keyCount > 4096;
}

export function hasQuote(start: usize, end: usize): bool {
  for (let at = start; at < end; at += BLOCK) {
    if (i8x16.bitmask(i8x16.eq(blockAt(at, end), i8x16.splat(i8(QUOTE)))) != 0) return true;
  }
  return false;
}

// @ts-ignore: decorators are valid here
@inline
function hashOf(start: usize, end: usize): u32 {
  let hash: u64 = end - start;
  for (let at = start; at < end; at += BLOCK) {
    hash = hashWith(hash, blockAt(at, end));
  }
  return u32(hash >>> 32);
}

function hashWith(hash: u64, block: v128): u64 {
  return mixed(mixed(hash ^ i64x2.extract_lane(block, 0)) ^ i64x2.extract_lane(block, 1));
}

/** 16 bytes of a key, with NULs behind its end. */
function blockAt(at: usize, end: usize): v128 {
  return v128.and(v128.load(at), v128.load(FIRST_LANES + BLOCK - min(end - at, BLOCK)));
}

/** The finaliser of MurmurHash3, by Austin Appleby. */
function mixed(hash: u64): u64 {
  hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccd;
  return hash ^ (hash >>> 33);
}

function isAt(kept: usize, start: usize, end: usize): bool {
  for (let at = start; at < end; at += BLOCK) {
    if (i8x16.bitmask(i8x16.eq(blockAt(at, end), v128.load(kept))) != 0xffff) return false;
    kept += BLOCK;
  }
  return true;
}

function keep(place: u32, hash: u32, start: usize, end: usize, row: usize): u32 {
  const length = end - start;
  const isShort = length <= SHORT_KEY_BYTES;
  if (keyCount >= keyLimit) return NO_ROOM;
  if (!isShort && longKeysEnd + MOST_KEY_BYTES > LONG_KEYS + LONG_KEYS_BYTES) return NO_ROOM;
  const record = recordOf(keyCount);
  // With other columns before, the memory may have held other things.
  clearSumsOf(keyCount);
  const kept = isShort ? record + SHORT_KEY : longKeysEnd;
  let to = kept;
  for (let at = start; at < end; at += BLOCK) {
    const block = blockAt(at, end);
    v128.store(to, block);
    bitsAboveAscii |= i8x16.bitmask(block);
    to += BLOCK;
  }
  if (!isShort) longKeysEnd = to;
  store<u32>(record, u32(length), KEY_LENGTH);
  store<u32>(record, u32(kept), KEY_ADDRESS);
  store<u32>(record, hash, HASH);
  store<u32>(record, u32(row), FIRST_ROW);
  store<u32>(TABLE + 4 * place, (hash & ~PLACE_MASK) | ++keyCount);
  return keyCount - 1;
}

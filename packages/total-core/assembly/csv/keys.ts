/**
 * The keys of rows: which they are, each with an index, in the order in which they are first seen. They stay from call to call, until the rows are
 * others or there is no room for more.
 *
 * A key is found by a hash table with linear probing. What belongs to it stands in one line of the processor's cache, a short key itself too: where
 * there are many keys, to fetch such lines takes more time than all the rest.
 */
import { QUOTE } from "../tokens/ascii";

/** Memory that nothing was written to is none: few keys take little. */
// @ts-ignore: decorators are valid here
@inline
export const MOST_KEYS = 262144;

/** A key is kept in blocks, the last one filled up with NULs. */
// @ts-ignore: decorators are valid here
@inline
const BLOCK = 16;
// @ts-ignore: decorators are valid here
@inline
const MOST_KEY_BYTES: u32 = 256;

/**
 * For each key: an i64, the sum of its numbers; a u32 each, how many those are, how long the key is, where it is kept, its hash, and the row in which
 * it was first seen; and room for a short key.
 */
// @ts-ignore: decorators are valid here
@inline
const RECORD_BYTES: usize = 64;
const RECORDS: usize = memory.data(MOST_KEYS * 64, 64);
// @ts-ignore: decorators are valid here
@inline
const SHORT_KEY: usize = 32;
// @ts-ignore: decorators are valid here
@inline
const SHORT_KEY_BYTES: usize = RECORD_BYTES - SHORT_KEY;

/** Where longer keys are kept. */
// @ts-ignore: decorators are valid here
@inline
const LONG_KEYS_BYTES = 4194304;
const LONG_KEYS: usize = memory.data(LONG_KEYS_BYTES, 16);
let longKeysEnd: usize = LONG_KEYS;

/**
 * A u32 for each place: in the lower bits an index and 1, in the others those of the hash that do not tell the place. Or 0 where there is none, as
 * in half of them at least.
 */
// @ts-ignore: decorators are valid here
@inline
const PLACE_BITS = 19;
// @ts-ignore: decorators are valid here
@inline
const PLACES = 1 << PLACE_BITS;
// @ts-ignore: decorators are valid here
@inline
const PLACE_MASK: u32 = PLACES - 1;
const TABLE: usize = memory.data(PLACES * 4, 64);

/**
 * So many places are looked at for a key; where none of them is its own or free, there is no room for it. Keys that happen to be there never get that
 * far, as half of the places are free. Keys that somebody has made for it would take the square of their number.
 */
// @ts-ignore: decorators are valid here
@inline
const MOST_PROBES: u32 = 64;

/** 16 bytes that are true, then 16 that are false: from byte 16 - n on, the first n of 16 are true. */
const FIRST_LANES: usize = memory.data<u8>([
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
], 16);

let keyCount: u32 = 0;

/** What {@link indexOf} gives where there is no room for another key, and where it is none that is kept: it is too long, or has quotes in it. */
// @ts-ignore: decorators are valid here
@inline
export const NO_ROOM: u32 = u32.MAX_VALUE;
// @ts-ignore: decorators are valid here
@inline
export const ODD_KEY: u32 = u32.MAX_VALUE - 1;

/** Forgets all keys. */
export function forgetKeys(): void {
  if (keyCount != 0) memory.fill(TABLE, 0, PLACES * 4);
  keyCount = 0;
  longKeysEnd = LONG_KEYS;
}

/** For tests of their bounds: there are so many keys, and those that are long take so many bytes, of whatever they are. */
export function setKeyCount(count: u32): void {
  keyCount = count;
}
export function setLongKeyBytes(bytes: usize): void {
  longKeysEnd = LONG_KEYS + bytes;
}

/** For the caller: how many keys there are, and where their records are. */
export function keys(): u32 {
  return keyCount;
}
export function keyRecords(): usize {
  return RECORDS;
}

// @ts-ignore: decorators are valid here
@inline
export function recordOf(index: u32): usize {
  return RECORDS + RECORD_BYTES * usize(index);
}

/**
 * The index of the key from `start` to `end`, which there is from now on.
 * @param isQuoted whether a quote in it is half of one
 * @param row where the row begins
 */
export function indexOf(start: usize, end: usize, isQuoted: bool, row: usize): u32 {
  const length = u32(end - start);
  if (length > MOST_KEY_BYTES || (isQuoted && hasQuote(start, end))) return ODD_KEY;
  const hash = hashOf(start, end);
  let place = hash & PLACE_MASK;
  for (let probes: u32 = 0; probes < MOST_PROBES; probes++) {
    const slot = load<u32>(TABLE + 4 * place);
    if (slot == 0) return keep(place, hash, start, end, row);
    if (((slot ^ hash) & ~PLACE_MASK) == 0) {
      const index = (slot & PLACE_MASK) - 1;
      const record = recordOf(index);
      if (load<u32>(record, 12) == length && isAt(load<u32>(record, 16), start, end)) return index;
    }
    place = (place + 1) & PLACE_MASK;
  }
  return NO_ROOM;
}

/**
 * Fetches what {@link indexOf} will look at. Many fetches that do not wait for each other take little more time than one.
 * @returns something that depends on all of it
 */
// @ts-ignore: decorators are valid here
@inline
export function fetch(start: usize, end: usize): u32 {
  const slot = load<u32>(TABLE + 4 * (hashOf(start, end) & PLACE_MASK)) & PLACE_MASK;
  return load<u32>(recordOf(slot - u32(slot != 0)));
}

/** Whether there are more keys than stay in the nearer caches. */
// @ts-ignore: decorators are valid here
@inline
export function areMany(): bool {
  return keyCount > 4096;
}

function hasQuote(start: usize, end: usize): bool {
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
    const block = blockAt(at, end);
    hash = mixed(mixed(hash ^ i64x2.extract_lane(block, 0)) ^ i64x2.extract_lane(block, 1));
  }
  return u32(hash >>> 32);
}

/** 16 bytes of a key; after its end there are NULs. */
// @ts-ignore: decorators are valid here
@inline
function blockAt(at: usize, end: usize): v128 {
  return v128.and(v128.load(at), v128.load(FIRST_LANES + BLOCK - min(end - at, BLOCK)));
}

/** The finaliser of MurmurHash3, by Austin Appleby. */
// @ts-ignore: decorators are valid here
@inline
function mixed(hash: u64): u64 {
  hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccd;
  return hash ^ (hash >>> 33);
}

// @ts-ignore: decorators are valid here
@inline
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
  if (keyCount == MOST_KEYS) return NO_ROOM;
  if (!isShort && longKeysEnd + MOST_KEY_BYTES > LONG_KEYS + LONG_KEYS_BYTES) return NO_ROOM;
  const record = recordOf(keyCount);
  const kept = isShort ? record + SHORT_KEY : longKeysEnd;
  let to = kept;
  for (let at = start; at < end; at += BLOCK) {
    v128.store(to, blockAt(at, end));
    to += BLOCK;
  }
  if (!isShort) longKeysEnd = to;
  store<u32>(record, u32(length), 12);
  store<u32>(record, u32(kept), 16);
  store<u32>(record, hash, 20);
  store<u32>(record, u32(row), 24);
  store<u32>(TABLE + 4 * place, (hash & ~PLACE_MASK) | ++keyCount);
  return keyCount - 1;
}

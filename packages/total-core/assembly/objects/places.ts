/**
 * The places in a row to which the keys of paths lead, as a tree. Paths that begin with the same keys share the places of these. The first paths lead to
 * numbers, the others to the parts of the row's key; each of them ends at a place of its own, from which no other path leads on.
 */

/** Each place is a bit of a u64. */
export const MOST_PLACES: u32 = 64;

/**
 * A place, in u32: the place around it, which stands before it; how many keys lead to that one; the path that ends here, or NO_PATH; where its key
 * begins in KEYS, and how many bytes it has. The caller writes them. Place 0 is the row itself, and its record is empty.
 */
export const AROUND = 0;
export const DEPTH = 1;
export const PATH = 2;
export const KEY_START = 3;
export const KEY_LENGTH = 4;
export const PLACE_WORDS: u32 = 5;
export const PLACES: usize = memory.data((MOST_PLACES + 1) * PLACE_WORDS * 4, 4);
export const NO_PATH: u32 = u32.MAX_VALUE;
export const ROW: u32 = 0;

export const KEYS_BYTES: u32 = 4096;
export const KEYS: usize = memory.data(KEYS_BYTES);

/** How many places there are beside the row: 0 where each row is a number itself, -1 before {@link setPlaces}. */
let count: i32 = -1;
/** How many of the paths lead to numbers, and how many paths there are. */
export let numbers: u32 = 1;
export let paths: u32 = 1;
/** The places at which paths end. */
let ends: u64 = 0;

/** Whether numbers may be missing and then count as empty; otherwise a row without one is not plain. */
export let skipsMissing: bool = false;

export function areSet(): bool {
  return count >= 0;
}

/** Whether each row is a number itself. */
export function areNumbers(): bool {
  return count == 0;
}

/** Whether the places are a tree, and each path ends at one of them. */
export function arePlaces(placeCount: u32, pathCount: u32): bool {
  if (placeCount > MOST_PLACES) return false;
  if (placeCount == 0) return pathCount == 1;
  let found: u64 = 0;
  for (let place: u32 = 1; place <= placeCount; place++) {
    const around = wordOf(place, AROUND);
    const depth = around == ROW ? 0 : wordOf(around, DEPTH) + 1;
    if (around >= place || wordOf(place, DEPTH) != depth) return false;
    if (around != ROW && wordOf(around, PATH) != NO_PATH) return false;
    const length = wordOf(place, KEY_LENGTH);
    if (length > KEYS_BYTES || wordOf(place, KEY_START) > KEYS_BYTES - length) return false;
    if (wordOf(place, PATH) == NO_PATH) continue;
    const path = u64(1) << wordOf(place, PATH);
    if (wordOf(place, PATH) >= pathCount || (found & path) != 0) return false;
    found |= path;
  }
  return u32(popcnt(found)) == pathCount;
}

export function setPlaces(placeCount: u32, numberCount: u32, pathCount: u32, isMissingEmpty: bool): void {
  count = placeCount;
  numbers = numberCount;
  paths = pathCount;
  skipsMissing = isMissingEmpty;
  ends = 0;
  for (let place: u32 = 1; place <= placeCount; place++) {
    if (pathAt(place) != NO_PATH) ends |= bitOf(place);
  }
}

function wordOf(place: u32, word: u32): u32 {
  return load<u32>(PLACES + 4 * (PLACE_WORDS * place + word));
}

/** The path that ends at the place, or NO_PATH. */
export function pathAt(place: u32): u32 {
  return wordOf(place, PATH);
}

export function placeAround(place: u32): u32 {
  return wordOf(place, AROUND);
}

/** How many objects are open around the members of the object at the place, the row's own one among them. */
export function depthWithin(place: u32): i32 {
  return place == ROW ? 1 : i32(wordOf(place, DEPTH)) + 2;
}

export function bitOf(place: u32): u64 {
  return u64(1) << (place - 1);
}

/** Whether paths end at places that are not among these. */
export function areLeft(met: u64): bool {
  return (ends & ~met) != 0;
}

/** Whether a path is among those that end at these places. */
export function isMet(path: u32, met: u64): bool {
  for (let bits = met & ends; bits != 0; bits &= bits - 1) {
    if (pathAt(u32(ctz(bits)) + 1) == path) return true;
  }
  return false;
}

/** The place within the object at `around` to which the key from `start` to `end` leads; ROW where no path goes on with that key. */
export function placeOfKey(around: u32, start: usize, end: usize): u32 {
  const length = u32(end - start);
  for (let place = u32(1); place <= u32(count); place++) {
    if (wordOf(place, AROUND) != around || wordOf(place, KEY_LENGTH) != length) continue;
    if (memory.compare(start, KEYS + wordOf(place, KEY_START), length) == 0) return place;
  }
  return ROW;
}

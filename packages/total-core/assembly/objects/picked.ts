/** What stands at the paths: scalars that they lead to, or nothing. */
import { LETTER_A, LETTER_N, QUOTE } from "../simd/ascii";
import { fillMissing, setCell } from "./cells";
import { cellOffset, flagsOf, IS_BEFORE_KEY, IS_BEFORE_NUMBER, LACKS_PATHS, stateBehind } from "./parts";
import { skipsMissing } from "./places";
import { metIn } from "./states";

/**
 * Sets the cell of a scalar that a path leads to.
 * @returns false if it may not lead there: to a number, and within an object to a string or null, and a key to any word, too
 */
// @ts-ignore: decorators are valid here
@inline
export function pick(cells: usize, flags: u32, scalar: usize, end: usize): bool {
  const byte = u32(load<u8>(scalar));
  const quotes = usize(byte == QUOTE);
  if (byte >= LETTER_A || (flags & IS_BEFORE_NUMBER) != 0) {
    if (!mayBeBehind(flags, byte)) return false;
    if (byte == LETTER_N) end = scalar;
  }
  setCell(cells + cellOffset(flags), scalar + quotes, end - quotes);
  return true;
}

/** The same. It is not copied to where it is called. */
export function pickCell(cells: usize, flags: u32, scalar: usize, end: usize): bool {
  return pick(cells, flags, scalar, end);
}

function mayBeBehind(flags: u32, byte: u32): bool {
  if ((flags & IS_BEFORE_NUMBER) != 0) return byte != QUOTE && byte < LETTER_A;
  return byte == LETTER_N || byte < LETTER_A || (flags & IS_BEFORE_KEY) != 0;
}

/**
 * Whether a row counts that ends with this part: it has all paths, or may lack some.
 * @param end where it ends
 */
// @ts-ignore: decorators are valid here
@inline
export function mayEnd(part: usize, cells: usize, end: usize): bool {
  return (flagsOf(part) & LACKS_PATHS) == 0 || mayLackPaths(cells, stateBehind(part), end);
}

/**
 * All that could lead to a place by other ways than a scalar has stopped the row before: an array or a scalar on the way, a container at the end, a key with
 * escapes, a key of a path that comes again.
 * @param state the state at the row's end
 */
function mayLackPaths(cells: usize, state: usize, end: usize): bool {
  return skipsMissing && fillMissing(cells, metIn(state), end - 1);
}

/** Makes parts longer: where the scalar behind a text is always the same, as a currency or the kind of an event may be, it is not read again and again. */
import { LETTER_A, QUOTE } from "../simd/ascii";
import { addressIn, lineAfter, NO_LINE } from "./lines";
import { flagsOf, hasRoomFor, HOLDS_SCALAR, isAt, lengthOf, LONGER, NONE, stateBefore, stateBehind, TRIES } from "./parts";
import { endOfScalar } from "./scalars";
import { forgetShape } from "./shape";
import { addPart, partAt } from "./states";
import { STOPPED } from "./stop";

/** Fewer lines do not show it. */
const LEAST_LINES: u32 = 8;

/**
 * Adds a longer part, if the string or word behind the part is the same in all lines that wait for it: the text with the scalar, and with the text behind
 * that, if it is the same in all of them too. A number could go on behind the text.
 */
export function lengthen(part: usize, first: usize): void {
  const tries = load<u32>(part, TRIES);
  if (tries == 0) return;
  store<u32>(part, 0, TRIES);
  if (flagsOf(part) != 0) return;
  const begin = addressIn(first);
  const scalar = begin + lengthOf(part);
  const byte = u32(load<u8>(scalar));
  if (!isAt(part, begin) || (byte != QUOTE && byte < LETTER_A)) return;
  const end = endOfScalar(scalar);
  if (end == STOPPED) return;
  let next = partAt(stateBehind(part), end);
  let lines: u32 = 0;
  for (let line = first; line != NO_LINE; line = lineAfter(line)) {
    const at = addressIn(line);
    if (memory.compare(at, begin, end - begin) != 0) return;
    if (next != NONE && !isAt(next, at + (end - begin))) next = NONE;
    lines++;
  }
  if (lines < LEAST_LINES) {
    store<u32>(part, tries - 1, TRIES);
    return;
  }
  const last = next == NONE ? part : next;
  const longEnd = next == NONE ? end : end + lengthOf(next);
  if (!hasRoomFor(longEnd - begin)) return;
  const longer = addPart(stateBefore(part), stateBehind(last), begin, longEnd, next == NONE ? HOLDS_SCALAR : flagsOf(next));
  store<u32>(part, u32(longer), LONGER);
  forgetShape();
}

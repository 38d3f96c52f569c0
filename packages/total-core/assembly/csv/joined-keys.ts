/** Keys of several cells. They are joined to one, with a byte between two cells that is in no UTF-8. */
import { BLOCK, fetch, hasQuote, indexOf, MOST_KEY_BYTES, SLOW_KEY } from "./keys";
import { cellEnd, cellStart, findAnyCell, isQuoted, keyField, keyFields, startOfRow } from "./rows";

const KEY_SEPARATOR: u8 = 0xff;

/** The joined key. A block is stored whole, and read whole. */
const JOINED: usize = memory.data(MOST_KEY_BYTES + 2 * BLOCK, 16);

/**
 * Joins the cells of the row's key.
 * @returns where the key in JOINED ends; 0 if it is too long or has a quote in it
 */
function join(row: u32): usize {
  const limit = JOINED + MOST_KEY_BYTES;
  let to = JOINED;
  for (let part: u32 = 0; part < keyFields; part++) {
    if (part != 0) {
      if (to == limit) return 0;
      store<u8>(to++, KEY_SEPARATOR);
    }
    findAnyCell(row, keyField(part));
    if (cellEnd - cellStart > limit - to || (isQuoted && hasQuote(cellStart, cellEnd))) return 0;
    for (let at = cellStart; at < cellEnd; at += BLOCK) v128.store(to + (at - cellStart), v128.load(at));
    to += cellEnd - cellStart;
  }
  return to;
}

/** As {@link indexOf}. */
export function indexOfJoined(row: u32): u32 {
  const end = join(row);
  return end == 0 ? SLOW_KEY : indexOf(JOINED, end, false, startOfRow(row));
}

/** As {@link fetch}. */
export function fetchJoined(row: u32): u32 {
  const end = join(row);
  return end == 0 ? 0 : fetch(JOINED, end);
}

import { areLineFeeds } from "./bytes";

/** How many LFs there are from `begin` to before `end`. It reads up to 15 bytes behind `end`. */
export function countLineFeeds(begin: usize, end: usize): u32 {
  let lines: u32 = 0;
  let at = begin;
  for (; at + 16 <= end; at += 16) {
    lines += u32(popcnt(i8x16.bitmask(areLineFeeds(v128.load(at)))));
  }
  const rest = u32(i8x16.bitmask(areLineFeeds(v128.load(at))));
  return lines + u32(popcnt(rest & ((1 << u32(end - at)) - 1)));
}

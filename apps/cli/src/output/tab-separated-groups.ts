/** Lines of keys and totals as bytes: a million of them are no million texts. */
import type { PrintOptions } from "@dlg/total-core";
import { digitsOfGroup, PART_BYTE, type Groups } from "@dlg/total-core/internal";

const PIECE_BYTES = 65_536;

const TAB = 0x09;
const LF = 0x0a;
const BACKSLASH = 0x5c;

/** The byte that follows a backslash in the place of a byte that would end the line or the field; 0 where a byte stands for itself. */
const ESCAPES = new Uint8Array(256);
for (const [character, letter] of ["\tt", "\nn", "\rr", "\\\\"]) {
  ESCAPES[character!.charCodeAt(0)] = letter!.charCodeAt(0);
}

/**
 * A line for each group, in pieces of many. In keys, tabs, line breaks and backslashes are escaped, as everywhere.
 * A piece is overwritten once the next one is asked for.
 */
export function* tabSeparatedGroups(
  groups: Groups,
  order: Iterable<number>,
  options: PrintOptions,
): Generator<Uint8Array> {
  let piece = new Uint8Array(PIECE_BYTES);
  let end = 0;
  const writeKey = (bytes: Uint8Array, from: number, to: number): void => {
    for (let at = from; at < to; at++) {
      const byte = bytes[at]!;
      const escape = ESCAPES[byte]!;
      if (escape !== 0) piece[end++] = BACKSLASH;
      piece[end++] = escape !== 0 ? escape : byte === PART_BYTE ? TAB : byte;
    }
  };
  for (const group of order) {
    let digits = "";
    for (let column = 0; column < groups.columns; column++) {
      digits += `\t${digitsOfGroup(groups, group, column, options)}`;
    }
    const most = 2 * groups.keyLengthOf(group) + digits.length + 1;
    if (end + most > piece.length) {
      yield piece.subarray(0, end);
      if (most > piece.length) piece = new Uint8Array(most);
      end = 0;
    }
    groups.readKey(group, writeKey);
    for (let i = 0; i < digits.length; i++) piece[end++] = digits.charCodeAt(i);
    piece[end++] = LF;
  }
  yield piece.subarray(0, end);
}

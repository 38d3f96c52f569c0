import type { Place } from "../errors.js";

/** Where a decoder stands in its source: all that must be known to go on there and to name places. */
export interface Position {
  /** The line of the next byte, from 1. A line ends with LF. */
  line: number;
  /** The offset of that line's first byte; a byte-order mark before it is not part of the line. */
  lineStart: number;
  /** The offset of the next byte: how many bytes have been taken. */
  offset: number;
}

export function startOfSource(): Position {
  return { line: 1, lineStart: 0, offset: 0 };
}

/** A place in encoded bytes: its offset is always known. */
export type BytePlace = Place & { readonly offset: number };

/** The place of the byte at `offset`, which is on the line where `position` stands. */
export function placeOnLine(
  source: string | undefined,
  { line, lineStart }: Position,
  offset: number,
): BytePlace {
  return { source, line, column: offset - lineStart + 1, offset };
}

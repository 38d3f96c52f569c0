import type { Place } from "../contract/errors.js";
import type { Position } from "../contract/decoder.js";

export type { Position } from "../contract/decoder.js";

export function startOfSource(): Position {
  return { line: 1, lineStart: 0, offset: 0 };
}

/** Sets a position to the byte at `offset`, which is on the line of the given position. */
export function setPosition(position: Position, { line, lineStart }: Position, offset: number): void {
  position.line = line;
  position.lineStart = lineStart;
  position.offset = offset;
}

/** A place in encoded bytes: its offset is always known. */
export type BytePlace = Place & { readonly offset: number };

/** The place of the byte at `offset`, which is on the line of the given position. */
export function placeOnLine(
  source: string | undefined,
  { line, lineStart }: Position,
  offset: number,
): BytePlace {
  return { source, line, column: offset - lineStart + 1, offset };
}

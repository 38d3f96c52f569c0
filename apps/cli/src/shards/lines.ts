const LF = 0x0a;
const CR = 0x0d;

/** A line, which is good until the next one is asked for. */
export interface Line {
  /** Without its line break. */
  readonly bytes: Uint8Array;
  /** From 1. */
  readonly number: number;
}

/** The lines of a file, but those without anything in them. */
export async function* linesIn(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Line, void, undefined> {
  let number = 0;
  let held: Uint8Array[] = [];
  const line = (last: Uint8Array): Line | undefined => {
    number += 1;
    const bytes = held.length === 0 ? last : Buffer.concat([...held, last]);
    held = [];
    const whole = bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
    return whole.length === 0 ? undefined : { bytes: whole, number };
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, start)) {
      const found = line(piece.subarray(start, end));
      if (found !== undefined) yield found;
      start = end + 1;
    }
    // The piece is the source's again when the next one is asked for.
    if (start < piece.length) held.push(piece.slice(start));
  }
  const rest = held.length === 0 ? undefined : line(new Uint8Array(0));
  if (rest !== undefined) yield rest;
}

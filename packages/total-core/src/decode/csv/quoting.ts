import { CR, LF, QUOTE } from "../../basics/ascii.js";

/**
 * Whether bytes from anywhere in a CSV begin inside a quoted field. It is a guess, though mostly only one answer is possible.
 *
 * A run of quotes that begins outside of a quoted field follows a separator, and if the run is even, a separator follows it. After an odd run that
 * begins inside, a separator follows. The first run that can be only one of the two decides.
 *
 * Ge, Li, Eilebrecht, Chandramouli, Kossmann, "Speculative distributed CSV data parsing for big data analytics", SIGMOD 2019.
 */
export function seemsInQuotes(bytes: Uint8Array, delimiter: number): boolean {
  const isSeparator = (i: number): boolean => {
    const byte = bytes[i];
    return byte === undefined || byte === delimiter || byte === LF || byte === CR;
  };
  let quotes = 0;
  for (let start = bytes.indexOf(QUOTE); start >= 0;) {
    let end = start + 1;
    while (bytes[end] === QUOTE) end++;
    const isOdd = (end - start) % 2 === 1;
    const mayBeOutside = isSeparator(start - 1) && (isOdd || isSeparator(end));
    const mayBeInside = !isOdd || isSeparator(end);
    if (mayBeOutside !== mayBeInside) return mayBeInside === (quotes % 2 === 0);
    quotes += end - start;
    start = bytes.indexOf(QUOTE, end);
  }
  return false;
}

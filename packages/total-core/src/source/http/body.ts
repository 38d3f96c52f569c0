import { gunzip } from "../compression/gunzip.js";
import { checkShowsEnd, cutShort, toTheEnd } from "./body-end.js";
import type { Answer } from "./follow.js";
import type { Tries } from "./tries.js";
import { wholeBody } from "./whole-body.js";

/**
 * The bytes of an answer, decoded. An answer whose end could not be told from a cut is refused before it is read.
 *
 * @param isSelfDelimiting whether the format itself shows where the body ends
 * @throws TotalError, from here, what {@link checkShowsEnd} throws; from the bytes: BAD_FORMAT where their gzip is damaged, and what
 * {@link wholeBody} and {@link toTheEnd} throw
 */
export function bodyOf(answer: Answer, tries: Tries, isSelfDelimiting: boolean): AsyncIterable<Uint8Array> {
  const { name } = tries;
  const end = { name, isSelfDelimiting };
  const isGzip = checkShowsEnd(answer, end);
  const bytes = wholeBody(answer, tries);
  return isGzip ? gunzip(bytes, { name, cutShort: cutShort(answer) }) : toTheEnd(bytes, answer, end);
}

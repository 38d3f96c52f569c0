/**
 * Exact totals of decimal numbers in text and in JSON arrays, a block of 64 bytes at a time.
 *
 * A call knows nothing of the calls before it: it adds what is whole in its bytes and says how far that went. What is cut, or strange (an
 * exponent, a number of more than 63 bytes, a fault), is left to its caller.
 */
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { ZERO } from "./bytes";
import { blocksLeft, clearSums, fold, SUMS } from "./column-sums";
import { addElementsBlock } from "./json";
import { beginReport, REPORT } from "./report";
import { addTextBlock } from "./text";

export { callBytes } from "../memory/call";
export { dataEnd } from "../memory/data";

/** What neither ends the last number, which may go on in the next call's bytes, nor is anything strange. */
// @ts-ignore: decorators are valid here
@inline
const TAIL: u8 = ZERO;

/** Where a call's {@link REPORT} is. */
export function report(): usize {
  return REPORT;
}

/** Where a call's sums are: an i32 for each column. */
export function sums(): usize {
  return SUMS;
}

/**
 * Adds the numbers of a text from `begin`, which lies between two tokens, to `end`.
 * @returns where a block begins that could not be taken: less than a block before `end` its last token may be just cut
 */
export function addText(begin: usize, end: usize): usize {
  return addBlocks(begin, end, false);
}

/**
 * Adds the numbers of a JSON array from `begin`, where an element may begin, to `end`.
 * @returns where a block begins that could not be taken: less than a block before `end` its last element may be just cut
 */
export function addElements(begin: usize, end: usize): usize {
  return addBlocks(begin, end, true);
}

// @ts-ignore: decorators are valid here
@inline
function addBlocks(begin: usize, end: usize, areElements: bool): usize {
  checkBytes(begin, end);
  clearSums();
  beginReport();
  coverTail(end, TAIL);
  let block = begin;
  let taken: usize;
  do {
    taken = 0;
    for (let left = blocksLeft; left > 0 && block < end; left--) {
      taken = areElements ? addElementsBlock(block) : addTextBlock(block);
      if (taken == 0) break;
      block += taken;
    }
    fold();
  } while (taken != 0);
  uncoverTail(end);
  return block;
}

/**
 * The kernel for decimal numbers in text and in JSON arrays: exact sums, a block of 64 bytes at a time.
 *
 * A call keeps nothing for later calls. It adds the numbers that are whole in its bytes, and returns where it stopped. The caller reads on
 * where a number is cut or not plain (an exponent, more than 63 bytes, a fault).
 */
import { LONG_CALL_BYTES } from "../memory/call";
import { checkBytes } from "../memory/region";
import { coverTail, uncoverTail } from "../memory/tail";
import { DIGIT_0 } from "../simd/ascii";
import { clearSums } from "../simd/sums";
import { blocksLeft, fold } from "./column-sums";
import { addElementsBlock } from "./json";
import { beginReport } from "./report";
import { addTextBlock } from "./text";

/** The bytes behind a call's are digits: they do not end the last number, which may go on in the next call, and are plain. */
const TAIL: u8 = u8(DIGIT_0);

/**
 * Adds the numbers of a text from `begin`, which lies between two tokens, to `end`.
 * @returns where a block begins that was not taken; if that is less than a block before `end`, `end` may just have cut its last token
 */
export function addText(begin: usize, end: usize): usize {
  return addBlocks(begin, end, false);
}

/**
 * Adds the numbers of a JSON array from `begin`, where an element may begin, to `end`.
 * @returns where a block begins that was not taken; if that is less than a block before `end`, `end` may just have cut its last element
 */
export function addElements(begin: usize, end: usize): usize {
  return addBlocks(begin, end, true);
}

function addBlocks(begin: usize, end: usize, areElements: bool): usize {
  checkBytes(begin, end, LONG_CALL_BYTES);
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

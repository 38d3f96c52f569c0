/**
 * The separators of fields: the delimiters and LFs outside quotes.
 *
 * Each quote turns outside into inside or back: a byte is inside if the number of quotes up to it is odd. Every quote must be where one may be, or a
 * quote in the middle of a field would swap inside and outside for all that follows: outside, the neighbour of a quote must be a separator, another
 * quote, or the CR before an LF. Two quotes in a row within a quoted field close it and open it again, with no byte between them.
 */
import { areLineFeeds, areSpacesOrTabs } from "../simd/bytes";
import { bitsFromMasks, BLOCK_BYTES, prefixXor } from "../simd/block";
import { CALL_BYTES } from "../memory/call";
import { CR, LF, QUOTE, SPACE } from "../simd/ascii";

/** How many are stored at once, whether there are as many or not. */
const STEP = 8;

/**
 * The addresses of the separators, in u32: at most one for each byte of a call, as the covered tail has none. Before the first there is room for the
 * address of the byte before the first field.
 */
export const SEPARATORS: usize = memory.data(4 + (CALL_BYTES + STEP) * 4, 16) + 4;
/** Where the list ends. */
export let separatorsEnd: usize = SEPARATORS;

/** How many separators are LFs. */
export let rowEnds: u32 = 0;
/** How many LFs there are, inside quotes too. */
export let lineFeeds: u32 = 0;
/** Where reading ended: at the end, or at a block with a quote where none may be. */
export let readEnd: usize = 0;

/** Whether fields are words, with runs of blanks between them. */
export let areWords: bool = false;
let delimiter: u8 = 0;
/** All ones if fields may be quoted, otherwise 0. */
let quoting: u64 = 0;

/** @param delimiterByte a space stands for runs of spaces and tabs, and goes without quotes */
export function setDialect(delimiterByte: u8, quotes: bool): void {
  areWords = delimiterByte == SPACE;
  delimiter = delimiterByte;
  quoting = quotes ? u64.MAX_VALUE : 0;
}

/** Lists the separators from `begin`, where a row begins, to `end`. */
export function findSeparators(begin: usize, end: usize): void {
  const delimiters = i8x16.splat(delimiter);
  const quotes = i8x16.splat(i8(QUOTE));
  const mask = quoting;
  let next = SEPARATORS;
  let rows: u32 = 0;
  let lines: u32 = 0;
  /** All ones if the block begins inside quotes. */
  let isInside: u64 = 0;
  /** Bit 0: whether the byte before the block is a quote. */
  let afterQuote: u64 = 0;
  /** Bit 0: whether the byte before the block is plain: outside, and neither quote nor separator. */
  let afterPlain: u64 = 0;
  let block = begin;
  for (; block < end; block += BLOCK_BYTES) {
    const bytes0 = v128.load(block);
    const bytes1 = v128.load(block, 16);
    const bytes2 = v128.load(block, 32);
    const bytes3 = v128.load(block, 48);
    const lineFeedBits = bitsFromMasks(
      areLineFeeds(bytes0), areLineFeeds(bytes1), areLineFeeds(bytes2), areLineFeeds(bytes3),
    );
    const delimiterBits = bitsFromMasks(
      i8x16.eq(bytes0, delimiters), i8x16.eq(bytes1, delimiters), i8x16.eq(bytes2, delimiters), i8x16.eq(bytes3, delimiters),
    );
    const quoteBits = mask & bitsFromMasks(
      i8x16.eq(bytes0, quotes), i8x16.eq(bytes1, quotes), i8x16.eq(bytes2, quotes), i8x16.eq(bytes3, quotes),
    );
    let separators = delimiterBits | lineFeedBits;
    let rowEndBits = lineFeedBits;
    if ((quoteBits | isInside | afterQuote) != 0) {
      const inside = prefixXor(quoteBits) ^ isInside;
      const plain = ~(inside | quoteBits | separators);
      if ((quoteBits & ((plain << 1) | afterPlain)) != 0) break;
      const unclosed = plain & ((quoteBits << 1) | afterQuote);
      if (unclosed != 0 && !areLineEnds(block, unclosed, end)) break;
      separators &= ~inside;
      rowEndBits &= ~inside;
      isInside = u64(i64(inside) >> 63);
      afterQuote = quoteBits >>> 63;
      afterPlain = plain >>> 63;
    } else afterPlain = ~separators >>> 63;
    lines += u32(popcnt(lineFeedBits));
    rows += u32(popcnt(rowEndBits));
    next = list(next, block, separators);
  }
  readEnd = min(block, end);
  separatorsEnd = next;
  rowEnds = rows;
  lineFeeds = lines;
}

/**
 * Lists the separators of words from `begin`, where a row begins, to `end`: the LFs, and of the blanks between two words of a line the last. The cell
 * before it ends with the others, and the first cell begins with those that its line begins with.
 *
 * A blank is a space, a tab, or the CR of a line end. All bits are those of the byte before: whether a blank is the last before a word is known at
 * the word.
 */
export function findWords(begin: usize, end: usize): void {
  let next = SEPARATORS;
  let rows: u32 = 0;
  /** Bit 0: whether the byte before the block is an LF; is a blank behind a word; or is an LF or a blank with no word before it on its line. */
  let afterLineFeed: u64 = 0;
  let afterGap: u64 = 0;
  let beforeWords: u64 = 1;
  let block = begin;
  for (; block < end; block += BLOCK_BYTES) {
    const bytes0 = v128.load(block);
    const bytes1 = v128.load(block, 16);
    const bytes2 = v128.load(block, 32);
    const bytes3 = v128.load(block, 48);
    const lineFeedBits = bitsFromMasks(
      areLineFeeds(bytes0), areLineFeeds(bytes1), areLineFeeds(bytes2), areLineFeeds(bytes3),
    );
    let blanks = bitsFromMasks(
      areSpacesOrTabs(bytes0), areSpacesOrTabs(bytes1), areSpacesOrTabs(bytes2), areSpacesOrTabs(bytes3),
    );
    const beforeLineFeed = (lineFeedBits >>> 1) | (u64(load<u8>(block, BLOCK_BYTES) == LF) << 63);
    for (let ends = beforeLineFeed; ends != 0; ends &= ends - 1) {
      const at = ctz(ends);
      if (load<u8>(block + usize(at)) == CR) blanks |= 1 << at;
    }
    // A run of blanks that a line begins with is cleared by adding its first one.
    const indents = blanks & ~(blanks + (blanks & ((lineFeedBits << 1) | beforeWords)));
    const gaps = blanks & ~indents;
    const wordsAfterGaps = ((gaps << 1) | afterGap) & ~(blanks | lineFeedBits);
    next = list(next, block - 1, wordsAfterGaps | (lineFeedBits << 1) | afterLineFeed);
    rows += u32(popcnt(lineFeedBits));
    afterLineFeed = lineFeedBits >>> 63;
    afterGap = gaps >>> 63;
    beforeWords = afterLineFeed | (indents >>> 63);
  }
  if (afterLineFeed != 0) {
    store<u32>(next, u32(block) - 1);
    next += 4;
  }
  readEnd = end;
  separatorsEnd = next;
  rowEnds = rows;
  lineFeeds = rows;
}

/** Whether each of these bytes of a block, as far as the input goes, is a CR before an LF. */
function areLineEnds(block: usize, bytes: u64, end: usize): bool {
  for (; bytes != 0; bytes &= bytes - 1) {
    const at = block + usize(ctz(bytes));
    if (at >= end) return true;
    if (load<u8>(at) != CR || (at + 1 < end && load<u8>(at + 1) != LF)) return false;
  }
  return true;
}

/**
 * Lists the bytes of a block that are set in `bits`. Storing eight whether there are as many or not costs less than a branch for each, which the
 * processor cannot predict.
 * @returns where the next ones go
 */
// @ts-ignore: decorators are valid here
@inline
function list(next: usize, block: usize, bits: u64): usize {
  const end = next + 4 * usize(popcnt(bits));
  do {
    bits = listFirst(next, block, bits);
    bits = listFirst(next + 4, block, bits);
    bits = listFirst(next + 8, block, bits);
    bits = listFirst(next + 12, block, bits);
    bits = listFirst(next + 16, block, bits);
    bits = listFirst(next + 20, block, bits);
    bits = listFirst(next + 24, block, bits);
    bits = listFirst(next + 28, block, bits);
    next += 4 * STEP;
  } while (bits != 0);
  return end;
}

/** Lists the lowest of the bits. @returns the others */
// @ts-ignore: decorators are valid here
@inline
function listFirst(next: usize, block: usize, bits: u64): u64 {
  store<u32>(next, u32(block) + u32(ctz(bits)));
  return bits & (bits - 1);
}

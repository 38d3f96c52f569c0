/** Adds doubles block by block, each block by the cheapest tier that is exact for it. */
import { greatestField, leastField, measureSome } from "./exponents";
import { BLOCK_LENGTH, STRIDE, extract, fieldOfHighFor } from "./extraction";
import { OUTLIERS, extractMost } from "./outliers";
import { addAny } from "./small-superaccumulator";
import { addToSmallTable, foldSmallTable } from "./small-table";
import { addToTable, foldTable } from "./table";

/** The small table takes this many numbers before the large one is used: folding the large one costs 15 µs, and it saves 1 ns a number. */
const TABLE_PAYS_AFTER: i32 = 1 << 14;

/** After a block whose exponents spread too wide, extraction is not tried for this many blocks. */
const WIDE_BLOCKS: i32 = 15;

/** After so many blocks without an outlier the next one is expected to have none. */
const CLOSE_BLOCKS: i32 = 8;

/** A first block is measured at this many places, four numbers at each. */
const SAMPLES: i32 = 4;
/** Where a block has outliers, its first numbers choose k: so few that probably none of them is one. */
const FEW: i32 = 4;

/** Whether {@link leastField} and {@link greatestField} are likely to hold for the next block. */
let areFieldsLikely: bool = false;
let wideBlocksLeft: i32 = 0;
/** The k for most numbers of the next block, as a field, where the blocks before had outliers; else 0. */
let fieldOfHighForNext: i32 = 0;
/** Blocks in a row without an outlier. */
let closeBlocks: i32 = 0;
/** Counted while fewer than TABLE_PAYS_AFTER, so it never exceeds that by more than a block. */
let wideNumbers: i32 = 0;

/** Folds the tables into the small superaccumulator, and forgets what the blocks were like. */
export function endBlocks(): void {
  foldTable();
  foldSmallTable();
  areFieldsLikely = false;
  fieldOfHighForNext = 0;
  wideBlocksLeft = 0;
  wideNumbers = 0;
}

export function addDoubles(pointer: usize, count: i32): void {
  while (count >= STRIDE) {
    const length = min(count & -STRIDE, BLOCK_LENGTH);
    addBlock(pointer, length);
    pointer += (<usize>length) << 3;
    count -= length;
  }
  for (; count > 0; count--) {
    addAny(load<f64>(pointer));
    pointer += 8;
  }
}

/** @param count at most BLOCK_LENGTH, a multiple of STRIDE */
function addBlock(pointer: usize, count: i32): void {
  if (wideBlocksLeft > 0) {
    wideBlocksLeft--;
    return addWide(pointer, count);
  }
  if (addMost(pointer, count)) return;
  if (!areFieldsLikely) measureSome(pointer, count, max(count / SAMPLES, 4));
  // The first try measures the block itself, so the second one fails only if no k suits the block.
  areFieldsLikely = addClose(pointer, count) || addClose(pointer, count);
  if (areFieldsLikely) return;
  measureSome(pointer, FEW, FEW);
  fieldOfHighForNext = fieldOfHighFor(leastField, greatestField);
  if (addMost(pointer, count)) return;
  wideBlocksLeft = WIDE_BLOCKS;
  addWide(pointer, count);
}

/** Adds a block if there is a k for the fields measured last that also suits the block. */
function addClose(pointer: usize, count: i32): bool {
  const fieldOfHigh = fieldOfHighFor(leastField, greatestField);
  return fieldOfHigh != 0 && extract(pointer, count, fieldOfHigh);
}

/** Adds a block if most of its numbers suit {@link fieldOfHighForNext}. */
function addMost(pointer: usize, length: i32): bool {
  if (fieldOfHighForNext == 0) return false;
  const count = extractMost(pointer, length, fieldOfHighForNext);
  closeBlocks = count == 0 ? closeBlocks + 1 : 0;
  if (count < 0 || closeBlocks >= CLOSE_BLOCKS) fieldOfHighForNext = 0;
  if (count > 0) addWide(OUTLIERS, count);
  return count >= 0;
}

function addWide(pointer: usize, count: i32): void {
  if (wideNumbers >= TABLE_PAYS_AFTER) return addToTable(pointer, count);
  wideNumbers += count;
  addToSmallTable(pointer, count);
}

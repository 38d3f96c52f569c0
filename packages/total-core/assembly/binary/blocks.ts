/** Any doubles, block by block, each by the cheapest tier that is exact for it. */
import { greatestField, leastField, measureSome } from "./exponents";
import { BLOCK_LENGTH, STRIDE, extract, fieldOfHighFor } from "./extraction";
import { addAny } from "./small-superaccumulator";
import { addToSmallTable, foldSmallTable } from "./small-table";
import { addToTable, foldTable } from "./table";

/**
 * To fold a table costs as much as it saves on about this many numbers (measured: 15 µs, and 1 ns a number).
 * So many go into the small table at first.
 */
const TABLE_PAYS_AFTER: i32 = 1 << 14;

/** After a block whose exponents spread too wide so many are not even tried. */
const WIDE_BLOCKS: i32 = 15;

/** Of a first block so many times four numbers are measured. */
const SAMPLES: i32 = 4;

/** Whether {@link leastField} and {@link greatestField} are likely to be those of the next block. */
let areFieldsLikely: bool = false;
let wideBlocksLeft: i32 = 0;
/** Counted as long as they are fewer than TABLE_PAYS_AFTER: it never gets beyond that and a block. */
let wideNumbers: i32 = 0;

/** Brings all that was added into the small superaccumulator; and other blocks begin. */
export function endBlocks(): void {
  foldTable();
  foldSmallTable();
  areFieldsLikely = false;
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
  if (!areFieldsLikely) measureSome(pointer, count, max(count / SAMPLES, 4));
  // The first try measures the fields of the block itself, so that the second one is sure.
  areFieldsLikely = addClose(pointer, count) || addClose(pointer, count);
  if (areFieldsLikely) return;
  wideBlocksLeft = WIDE_BLOCKS;
  addWide(pointer, count);
}

/** Adds a block if there is a k for the fields measured last, and it suits those of the block too. */
function addClose(pointer: usize, count: i32): bool {
  const fieldOfHigh = fieldOfHighFor(leastField, greatestField);
  return fieldOfHigh != 0 && extract(pointer, count, fieldOfHigh);
}

function addWide(pointer: usize, count: i32): void {
  if (wideNumbers >= TABLE_PAYS_AFTER) return addToTable(pointer, count);
  wideNumbers += count;
  addToSmallTable(pointer, count);
}

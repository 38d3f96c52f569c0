/** Adds binary32 values: each is a binary64 too. */
import { addDoubles } from "./blocks";
import { BLOCK_LENGTH } from "./extraction";

const widened: usize = memory.data(BLOCK_LENGTH * 8, 16);

export function addFloats(pointer: usize, count: i32): void {
  for (; count > 0; count -= BLOCK_LENGTH) {
    const length = min(count, BLOCK_LENGTH);
    // Two at a time: a value behind the last one is widened, too, and not added.
    for (let i = 0; i < length; i += 2) {
      v128.store(widened + ((<usize>i) << 3), f64x2.promote_low_f32x4(v128.load64_zero(pointer + ((<usize>i) << 2))));
    }
    addDoubles(widened, length);
    pointer += BLOCK_LENGTH * 4;
  }
}

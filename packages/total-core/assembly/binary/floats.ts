/** Binary32 values: each is a binary64. */
import { addDoubles } from "./blocks";
import { BLOCK_LENGTH } from "./extraction";

const widened: usize = memory.data(BLOCK_LENGTH * 8, 16);

/** Adds `count` of them, widened a block at a time. */
export function addFloats(pointer: usize, count: i32): void {
  for (; count > 0; count -= BLOCK_LENGTH) {
    const length = min(count, BLOCK_LENGTH);
    // Two at a time; what an odd one's neighbour is does not matter.
    for (let i = 0; i < length; i += 2) {
      v128.store(widened + ((<usize>i) << 3), f64x2.promote_low_f32x4(v128.load64_zero(pointer + ((<usize>i) << 2))));
    }
    addDoubles(widened, length);
    pointer += BLOCK_LENGTH * 4;
  }
}

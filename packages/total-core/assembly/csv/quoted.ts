/**
 * What stands in quotes. Each quote turns inside into outside or back: so where there is an odd number of quotes up to a byte, it is inside. That a
 * quote stands where it may has to be seen for each: else one in the middle of a field would turn all that follows inside out. Next to a quote, what
 * is outside may only be a separator, another quote, or the CR of a line's end.
 *
 * Two quotes in a row within a quoted field are one that closes it and one that opens it again, without a byte between them.
 */
import { CR, LF } from "../tokens/ascii";

/** Each bit becomes the parity of all bits up to it. */
// @ts-ignore: decorators are valid here
@inline
export function parities(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}

/** Whether at all of these bytes of a block a CR stands and then an LF, as far as the bytes go. */
export function areLineEnds(block: usize, bytes: u64, end: usize): bool {
  for (; bytes != 0; bytes &= bytes - 1) {
    const at = block + usize(ctz(bytes));
    if (at >= end) return true;
    if (load<u8>(at) != CR || (at + 1 < end && load<u8>(at + 1) != LF)) return false;
  }
  return true;
}

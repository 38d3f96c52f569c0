/** LZ4's block format: github.com/lz4/lz4, doc/lz4_Block_format.md. */

/** A match is this much longer than its length says. */
const LEAST_MATCH = 4;

/** Shorter copies are faster byte by byte. */
const SHORT_BYTES = 32;

/** The next part of a block: each sequence is a token, literals, the distance of a match and the match. */
type Next = "token" | "literals" | "distance" | "match";

/**
 * Decompresses one block.
 * @param out gets its bytes from `begin` on; matches may reach back to `oldest`
 * @returns where its bytes end
 * @throws RangeError where it is damaged, or `out` has no room for all of it
 */
export function decompressBlock(
  bytes: Uint8Array,
  out: Uint8Array,
  begin: number,
  oldest: number = begin,
): number {
  const block = new Lz4Block(out, begin, oldest);
  if (block.decode(bytes, true) < bytes.length || !block.mayEnd) throw damaged();
  return block.end;
}

/** A block whose input and output come in pieces. */
export class Lz4Block {
  /** Where the output ends so far. */
  end: number;
  private readonly out: Uint8Array;
  private readonly oldest: number;
  private next: Next = "token";
  /** How many bytes of the literals, or of the match, are still to be copied. */
  private literals = 0;
  private match = 0;
  private distance = 0;

  constructor(out: Uint8Array, begin: number, oldest: number = begin) {
    this.out = out;
    this.end = begin;
    this.oldest = oldest;
  }

  /** Whether the block may end here: its last sequence has no match. */
  get mayEnd(): boolean {
    return this.next === "distance";
  }

  /** Forgets the output but for its last `length` bytes, which move to the beginning. */
  keepLast(length: number): void {
    this.out.copyWithin(0, this.end - length, this.end);
    this.end = length;
  }

  /**
   * Decompresses until the output is full or the input is used up.
   * @param isLast whether no input follows
   * @returns how many bytes of the input are used; a length that is cut is left
   * @throws RangeError where the data are damaged
   */
  decode(bytes: Uint8Array, isLast: boolean): number {
    const { out, oldest } = this;
    let { next, literals, match, distance, end } = this;
    let at = 0;
    /** `undefined` where the input ends within the length. */
    const lengthFrom = (nibble: number): number | undefined => {
      let length = nibble;
      for (let byte = nibble === 15 ? 255 : 0; byte === 255; length += byte) {
        if (at >= bytes.length) return undefined;
        byte = bytes[at++]!;
      }
      return length;
    };
    for (;;) {
      const begin = at;
      if (next === "token") {
        if (at >= bytes.length) break;
        const token = bytes[at++]!;
        const length = lengthFrom(token >> 4);
        if (length === undefined) {
          at = begin;
          break;
        }
        literals = length;
        match = token & 15;
        next = "literals";
      }
      if (next === "literals") {
        const count = Math.min(literals, bytes.length - at, out.length - end);
        if (count < SHORT_BYTES) for (let i = 0; i < count; i += 1) out[end + i] = bytes[at + i]!;
        else out.set(bytes.subarray(at, at + count), end);
        at += count;
        end += count;
        literals -= count;
        if (literals > 0) break;
        next = "distance";
      }
      if (next === "distance") {
        const start = at;
        if (at + 2 > bytes.length) break;
        distance = bytes[at]! | (bytes[at + 1]! << 8);
        at += 2;
        const length = lengthFrom(match);
        if (length === undefined) {
          at = start;
          break;
        }
        match = length + LEAST_MATCH;
        if (distance === 0 || end - distance < oldest) throw damaged();
        next = "match";
      }
      const count = Math.min(match, out.length - end);
      copyMatch(out, { from: end - distance, end, length: count });
      end += count;
      match -= count;
      if (match > 0) break;
      next = "token";
    }
    Object.assign(this, { next, literals, match, distance, end });
    const isStuck = end < out.length && !(at === bytes.length && this.mayEnd);
    if (isLast && isStuck) throw damaged();
    return at;
  }
}

function copyMatch(
  out: Uint8Array,
  { from, end, length }: Readonly<Record<"from" | "end" | "length", number>>,
): void {
  if (length < SHORT_BYTES) {
    for (let i = 0; i < length; i += 1) out[end + i] = out[from + i]!;
    return;
  }
  // A match that overlaps its own copy repeats itself: the copied part doubles.
  let copied = Math.min(end - from, length);
  out.copyWithin(end, from, from + copied);
  for (; copied < length; copied *= 2)
    out.copyWithin(end + copied, end, end + Math.min(copied, length - copied));
}

function damaged(): RangeError {
  return new RangeError("damaged LZ4");
}

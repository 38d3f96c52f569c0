/** LZ4's block format: github.com/lz4/lz4, doc/lz4_Block_format.md. */

/** Of each match, beyond what its length says. */
const LEAST_MATCH = 4;

/** Shorter copies are faster byte by byte. */
const SHORT_BYTES = 32;

/**
 * Decompresses one block.
 * @param out gets its bytes from `begin` on, and has those of the blocks that it may look back to from `oldest` on
 * @returns where its bytes end
 * @throws RangeError where it is damaged, or there is no room for all of it
 */
export function decompressBlock(
  bytes: Uint8Array,
  out: Uint8Array,
  begin: number,
  oldest: number = begin,
): number {
  let at = 0;
  let end = begin;
  const lengthFrom = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; length += byte) {
      if (at >= bytes.length) throw damaged();
      byte = bytes[at++]!;
    }
    return length;
  };
  for (;;) {
    if (at >= bytes.length) throw damaged();
    const token = bytes[at++]!;
    const literals = lengthFrom(token >> 4);
    if (literals > bytes.length - at || literals > out.length - end) throw damaged();
    if (literals < SHORT_BYTES) for (let i = 0; i < literals; i += 1) out[end + i] = bytes[at + i]!;
    else out.set(bytes.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    // The last sequence has no match.
    if (at === bytes.length) return end;
    if (at + 2 > bytes.length) throw damaged();
    const distance = bytes[at]! | (bytes[at + 1]! << 8);
    at += 2;
    const length = lengthFrom(token & 15) + LEAST_MATCH;
    const from = end - distance;
    if (distance === 0 || from < oldest || length > out.length - end) throw damaged();
    copyMatch(out, { from, end, length });
    end += length;
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
  // A match that reaches into itself goes round: what is there of it is doubled.
  let copied = Math.min(end - from, length);
  out.copyWithin(end, from, from + copied);
  for (; copied < length; copied *= 2)
    out.copyWithin(end + copied, end, end + Math.min(copied, length - copied));
}

function damaged(): RangeError {
  return new RangeError("damaged LZ4");
}

/** The order of a binary64's two 32-bit words in the host, which need not be little-endian. */
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The index of the word with sign, exponent and the mantissa's upper 20 bits. */
export const HIGH_WORD: 0 | 1 = littleEndian ? 1 : 0;
export const LOW_WORD: 0 | 1 = littleEndian ? 0 : 1;

/** The order of a binary64's two 32-bit words in the host, which need not be little-endian. */
import { HOST_IS_LITTLE_ENDIAN } from "../basics/byte-order.js";

/** The index of the word with sign, exponent and the mantissa's upper 20 bits. */
export const HIGH_WORD: number = HOST_IS_LITTLE_ENDIAN ? 1 : 0;
export const LOW_WORD: number = 1 - HIGH_WORD;

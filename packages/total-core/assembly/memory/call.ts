/** A call reads a piece of a source: small enough for the second-level cache, large enough to make calls rare. */
const PIECE_BYTES = 131072;
/** A row may be cut by the end of the piece before. Its first part, of at most this many bytes, is read again together with the piece. */
export const MOST_BYTES_BEFORE = 8192;
export const CALL_BYTES = PIECE_BYTES + MOST_BYTES_BEFORE;
/**
 * A kernel that keeps nothing of a piece but its sums, as for text and for objects with one number, may read more: the fewer its calls are, the less of what
 * surrounds them is compiled by V8 meanwhile.
 */
export const LONG_CALL_BYTES = 524288;

/** A call reads a piece of a source: small enough for the second-level cache, large enough to make calls rare. */
const PIECE_BYTES = 65536;
/** The part of a row that the piece before has cut may stand before the piece. */
export const MOST_BYTES_BEFORE = 8192;
export const CALL_BYTES = PIECE_BYTES + MOST_BYTES_BEFORE;

import { BLOCK_LENGTH } from "./extraction";

/** Where the caller copies numbers to. */
export const CHUNK_BYTES: i32 = BLOCK_LENGTH * 8;
export const CHUNK: usize = memory.data(CHUNK_BYTES, 16);

/**
 * Memory for records, outside of JavaScript's heap. A record stays where it is, so that its address is good for ever: the memory grows by chunks, because an
 * array that grows is there twice meanwhile.
 *
 * Addresses and sizes are in cells: a cell is a binary64, or two words of 32 bits.
 */
const CHUNK_BITS = 17;
const CHUNK_CELLS = 1 << CHUNK_BITS;
/** The first chunks are shorter: each of thousands of small files has a table. */
const FIRST_CHUNK_CELLS = 1 << 8;
const CHUNK_GROWTH = 8;

/** An address is an unsigned integer of 32 bits, and 1 more than it is one, too: 32 GiB. */
export const MOST_CHUNKS: number = 2 ** (32 - CHUNK_BITS) - 1;

export interface Chunk {
  readonly cells: Float64Array;
  /** The same memory. */
  readonly words: Int32Array;
  readonly bytes: Uint8Array;
  /** How many cells have been taken. */
  used: number;
}

function newChunk(length: number): Chunk {
  const cells = new Float64Array(length);
  return { cells, words: new Int32Array(cells.buffer), bytes: new Uint8Array(cells.buffer), used: 0 };
}

const NO_CHUNK = /* @__PURE__ */ newChunk(0);

/** The chunk of a record. */
export function chunkAt(chunks: readonly Chunk[], address: number): Chunk {
  return chunks[address >>> CHUNK_BITS]!;
}

/** The index in its chunk of the first cell of a record. */
export function cellOf(address: number): number {
  return address & (CHUNK_CELLS - 1);
}

/** The address of a cell in the chunk with this index. */
export function addressIn(chunk: number, cell: number): number {
  return chunk * CHUNK_CELLS + cell;
}

/**
 * Takes free cells, all 0. A record that is longer than a chunk has a longer one, behind which empty ones fill the addresses up.
 * @returns their address
 * @throws RangeError where no address is left
 */
export function takeCells(chunks: Chunk[], size: number): number {
  const last = chunks.at(-1);
  if (last !== undefined && last.used + size <= last.cells.length) {
    const address = addressIn(chunks.length - 1, last.used);
    last.used += size;
    return address;
  }
  const address = addressIn(chunks.length, 0);
  const count = Math.ceil(size / CHUNK_CELLS);
  if (chunks.length + count > MOST_CHUNKS) throw tooManyKeys();
  const chunk = newChunk(
    Math.max(size, Math.min(FIRST_CHUNK_CELLS * CHUNK_GROWTH ** chunks.length, CHUNK_CELLS)),
  );
  chunk.used = size;
  chunks.push(chunk);
  for (let i = 1; i < count; i++) chunks.push(NO_CHUNK);
  return address;
}

export function tooManyKeys(): RangeError {
  return new RangeError("keys: expected some hundred millions at most, of 32 GiB together, got more");
}

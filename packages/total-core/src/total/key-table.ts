/**
 * Keys, each with a record outside of JavaScript's heap: a million of them are no million objects.
 *
 * A record is its head, room for its owner's cells, and the bytes of the key: one fetch from memory gets all of it. Its address names the key. Records stand
 * one behind the other, in the order in which their keys were first seen.
 *
 * A hash table finds the address of a key. It holds pairs of a hash and an address: nearly all keys that are not the wanted one are told by their hash,
 * without a fetch of their record. The upper bits of a hash select its place, so that a table is copied into one twice as large from the beginning of both
 * to their ends. At most three quarters of the places are taken, and the hash is seeded: nobody can choose keys that collide.
 */
import { HOST_IS_LITTLE_ENDIAN } from "../basics/byte-order.js";
import type { KeyList } from "../contract/sink.js";
import { keyHash, randomSeed } from "../basics/key-hash.js";
import { addressIn, cellOf, chunkAt, takeCells, tooManyKeys, type Chunk } from "./key-chunks.js";

/** The head of a record in words: the length of the key in bytes, its hash. */
const LENGTH = 0;
const HASH = 1;
export const HEAD_CELLS = 1;

/** The most keys at a time whose fetched memory stays in the nearer caches. */
export const MOST_AT_ONCE = 256;
/** The number of keys whose memory the nearer caches hold. */
const FEW_KEYS = 4096;

const LEAST_BITS = 4;
/** The index of a pair is an integer of 31 bits. */
const MOST_BITS = 29;

/** All tables have the same seed, and take each other's hashes. */
const SEED = /* @__PURE__ */ randomSeed();

/** Hashes that one call gives to the next, for all tables: each of 20,000 small files has a table, nearly all of them without keys. */
const HASHES = /* @__PURE__ */ new Int32Array(MOST_AT_ONCE);

export class KeyTable {
  /** How many keys there are. Others read it. */
  size = 0;
  /** The memory of the records. Others read it. */
  readonly chunks: Chunk[] = [];
  /** Cells of a record besides its key. */
  readonly #fixedCells: number;
  #bits = LEAST_BITS;
  /** Pairs of a hash and 1 more than an address, or 0 where the place is free. */
  #places = new Int32Array(2 << LEAST_BITS);

  /** The hash of the key that was not found last, and the index of the pair that it takes. */
  #newHash = 0;
  #newPlace = 0;

  /** It is used for nothing: writing it keeps the compiler from dropping the fetches. */
  fetched = 0;

  /** @param ownCells how many cells of a record are its owner's; all are 0 at first */
  constructor(ownCells: number) {
    this.#fixedCells = HEAD_CELLS + ownCells;
  }

  /**
   * The address of the key of `length` bytes that begins with the word at `start`; -1 where it is new.
   * @param source the bytes, the last word filled up with NULs
   */
  find(source: Int32Array, start: number, length: number): number {
    return this.findHashed(keyHash(SEED, source, start, length), source, start, length);
  }

  /**
   * The hashes of keys, at most {@link MOST_AT_ONCE}, for {@link findHashed}. It fetches the memory that this will read: where there are many keys, that
   * takes more time than the rest of the work, and fetches that do not wait for each other take little more time than one.
   */
  hashesOf({ words, starts, lengths }: KeyList, from: number, to: number): Int32Array {
    const places = this.#places;
    const mask = places.length - 1;
    for (let i = from; i < to; i++) HASHES[i - from] = keyHash(SEED, words, starts[i]!, lengths[i]!);
    if (this.size < FEW_KEYS) return HASHES;
    let fetched = 0;
    for (let i = from; i < to; i++) fetched |= places[this.#placeOf(HASHES[i - from]!)]!;
    for (let i = from; i < to; i++) {
      const hash = HASHES[i - from]!;
      let at = this.#placeOf(hash);
      // A third of the keys have a later place than their first one: its record would be fetched for nothing, and theirs not.
      while (places[at] !== hash && places[at + 1] !== 0) at = (at + 2) & mask;
      const next = places[at + 1]!;
      if (next !== 0) fetched |= this.#fetched((next >>> 0) - 1, lengths[i]!);
    }
    this.fetched = fetched;
    return HASHES;
  }

  /** As {@link find}, of a key whose hash is known. */
  findHashed(hash: number, source: Int32Array, start: number, length: number): number {
    const places = this.#places;
    const mask = places.length - 1;
    let at = this.#placeOf(hash);
    for (; places[at + 1] !== 0; at = (at + 2) & mask) {
      const address = (places[at + 1]! >>> 0) - 1;
      if (places[at] === hash && this.#isAt(address, source, start, length)) return address;
    }
    this.#newHash = hash;
    this.#newPlace = at;
    return -1;
  }

  /** Fetches the records at some addresses. */
  fetch(addresses: Uint32Array): void {
    if (this.size < FEW_KEYS) return;
    let fetched = 0;
    for (let i = 0; i < addresses.length; i++) fetched |= this.#fetched(addresses[i]!, 0);
    this.fetched = fetched;
  }

  /** Adds the key that {@link find} has just not found. @returns its address */
  add(source: Int32Array, start: number, length: number): number {
    const address = takeCells(this.chunks, this.#cellsOf(length));
    const { words } = this.chunkOf(address);
    const head = 2 * cellOf(address);
    words[head + LENGTH] = length;
    words[head + HASH] = this.#newHash;
    const key = head + 2 * this.#fixedCells - start;
    const end = start + wordsOf(length);
    for (let at = start; at < end; at++) words[key + at] = source[at]!;
    this.#places[this.#newPlace] = this.#newHash;
    this.#places[this.#newPlace + 1] = address + 1;
    if (++this.size * 4 > 3 << this.#bits) this.#double();
    return address;
  }

  /** The address of a key of another table, which is added if it is new. */
  addressOfOther(other: KeyTable, address: number): number {
    const { words } = other.chunkOf(address);
    const head = 2 * cellOf(address);
    const start = head + 2 * other.#fixedCells;
    const length = words[head + LENGTH]!;
    const known = this.findHashed(words[head + HASH]!, words, start, length);
    return known < 0 ? this.add(words, start, length) : known;
  }

  /** The addresses of all keys, in the order in which they were first seen. */
  addresses(): IterableIterator<number> {
    const { chunks } = this;
    let chunk = 0;
    let cell = 0;
    // No generator: its calls are never inlined, and there may be millions.
    return {
      next: () => {
        while (chunk < chunks.length && cell >= chunks[chunk]!.used) {
          chunk++;
          cell = 0;
        }
        if (chunk === chunks.length) return { done: true, value: undefined };
        const value = addressIn(chunk, cell);
        cell += this.#cellsOf(this.lengthOf(value));
        return { done: false, value };
      },
      [Symbol.iterator]() {
        return this;
      },
    };
  }

  /** Where the bytes of a key begin in its chunk, and how many they are. */
  startOf(address: number): number {
    return 8 * (cellOf(address) + this.#fixedCells);
  }
  lengthOf(address: number): number {
    return this.chunkOf(address).words[2 * cellOf(address) + LENGTH]!;
  }

  /**
   * Compares two keys by their bytes; the byte between two parts of a key comes before all others, so that parts are compared one by one.
   * @returns below 0 where `a` comes first, above 0 where `b` does
   */
  compare(a: number, b: number): number {
    const wordsA = this.chunkOf(a).words;
    const wordsB = this.chunkOf(b).words;
    const headA = 2 * cellOf(a);
    const headB = 2 * cellOf(b);
    const lengthA = wordsA[headA + LENGTH]!;
    const lengthB = wordsB[headB + LENGTH]!;
    const count = wordsOf(Math.min(lengthA, lengthB));
    for (let at = 2 * this.#fixedCells; at < 2 * this.#fixedCells + count; at++) {
      const wordA = wordsA[headA + at]!;
      const wordB = wordsB[headB + at]!;
      if (wordA !== wordB) return compareWords(wordA, wordB);
    }
    return lengthA - lengthB;
  }

  chunkOf(address: number): Chunk {
    return chunkAt(this.chunks, address);
  }

  /** Reads a record where it begins, and where a key of `length` bytes ends in it: that may be in the processor's next line. */
  #fetched(address: number, length: number): number {
    const { words } = this.chunkOf(address);
    const head = 2 * cellOf(address);
    return words[head]! | words[head + 2 * this.#fixedCells + ((length - 1) >> 2)]!;
  }

  #placeOf(hash: number): number {
    return 2 * (hash >>> (32 - this.#bits));
  }

  #isAt(address: number, source: Int32Array, start: number, length: number): boolean {
    const { words } = this.chunkOf(address);
    const head = 2 * cellOf(address);
    if (words[head + LENGTH] !== length) return false;
    const key = head + 2 * this.#fixedCells - start;
    const end = start + wordsOf(length);
    for (let at = start; at < end; at++) if (words[key + at] !== source[at]) return false;
    return true;
  }

  #cellsOf(length: number): number {
    return this.#fixedCells + ((length + 7) >>> 3);
  }

  #double(): void {
    if (this.#bits === MOST_BITS) throw tooManyKeys();
    const old = this.#places;
    this.#bits++;
    const places = new Int32Array(2 << this.#bits);
    const mask = places.length - 1;
    for (let from = 0; from < old.length; from += 2) {
      if (old[from + 1] === 0) continue;
      let to = this.#placeOf(old[from]!);
      while (places[to + 1] !== 0) to = (to + 2) & mask;
      places[to] = old[from]!;
      places[to + 1] = old[from + 1]!;
    }
    this.#places = places;
  }
}

function wordsOf(length: number): number {
  return (length + 3) >>> 2;
}

/** Compares the first bytes in memory that differ. */
function compareWords(a: number, b: number): number {
  const different = a ^ b;
  // The lowest bit that differs is in the byte that comes first, or else the highest one.
  const bit = HOST_IS_LITTLE_ENDIAN ? 31 - Math.clz32(different & -different) : 31 - Math.clz32(different);
  const shift = bit & ~7;
  return ((((a >>> shift) & 0xff) + 1) & 0xff) - ((((b >>> shift) & 0xff) + 1) & 0xff);
}

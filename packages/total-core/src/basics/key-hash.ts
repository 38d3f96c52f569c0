/**
 * HalfSipHash-1-3: a hash that nobody can make keys collide in who does not know its seed. Tables of keys that come from elsewhere need one: keys that
 * collide make a table take quadratic time.
 *
 * Aumasson and Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012; the variant on words of 32 bits is that of its reference implementation.
 */

const FINAL_ROUNDS = 3;

/** Tables that share their hashes have the same seed. */
export type HashSeed = readonly [low: number, high: number];

/** No hash leaves the process, so the numbers of any generator will do. */
export function randomSeed(): HashSeed {
  return [randomWord(), randomWord()];
}

function randomWord(): number {
  return Math.floor(Math.random() * 2 ** 32) | 0;
}

/**
 * The hash of the `length` bytes that begin with the word at `start`.
 * @param words the bytes, the last word filled up with NULs
 */
export function keyHash([low, high]: HashSeed, words: Int32Array, start: number, length: number): number {
  let v0 = low;
  let v1 = high;
  let v2 = low ^ 0x6c796765;
  let v3 = high ^ 0x74656462;
  const whole = start + (length >>> 2);
  // The last word holds the length, and the bytes that fill no word.
  const last = (length << 24) | ((length & 3) === 0 ? 0 : words[whole]!);
  for (let at = start; at <= whole + FINAL_ROUNDS; at++) {
    const word = at < whole ? words[at]! : at === whole ? last : 0;
    if (at === whole + 1) v2 ^= 0xff;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  return v1 ^ v3;
}

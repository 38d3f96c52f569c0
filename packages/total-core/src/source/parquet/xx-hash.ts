/** XXH32 of Collet: github.com/Cyan4973/xxHash, doc/xxhash_spec.md. */
const PRIMES = [0x9e3779b1, 0x85ebca77, 0xc2b2ae3d, 0x27d4eb2f, 0x165667b1] as const;
const [PRIME_1, PRIME_2, PRIME_3, PRIME_4, PRIME_5] = PRIMES;

const STRIPE_BYTES = 16;

/** The hash of some bytes, with the seed 0. */
export function xxHash32(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = 0;
  let hash: number = PRIME_5;
  if (bytes.length >= STRIPE_BYTES) {
    const lanes = [PRIME_1 + PRIME_2, PRIME_2, 0, -PRIME_1];
    for (; at + STRIPE_BYTES <= bytes.length; at += STRIPE_BYTES) {
      for (let lane = 0; lane < 4; lane += 1) {
        const word = Math.imul(view.getUint32(at + 4 * lane, true), PRIME_2);
        lanes[lane] = Math.imul(rotated((lanes[lane]! + word) | 0, 13), PRIME_1);
      }
    }
    hash = rotated(lanes[0]!, 1) + rotated(lanes[1]!, 7) + rotated(lanes[2]!, 12) + rotated(lanes[3]!, 18);
  }
  hash = (hash + bytes.length) | 0;
  for (; at + 4 <= bytes.length; at += 4) {
    const word = Math.imul(view.getUint32(at, true), PRIME_3);
    hash = Math.imul(rotated((hash + word) | 0, 17), PRIME_4);
  }
  for (; at < bytes.length; at += 1) {
    hash = Math.imul(rotated((hash + Math.imul(bytes[at]!, PRIME_5)) | 0, 11), PRIME_1);
  }
  hash = Math.imul(hash ^ (hash >>> 15), PRIME_2);
  hash = Math.imul(hash ^ (hash >>> 13), PRIME_3);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

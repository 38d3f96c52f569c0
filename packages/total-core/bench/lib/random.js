/**
 * A small seeded generator, so that every run makes the same data: sfc32 of Chris Doty-Humphrey's PractRand.
 *
 * @param {number} seed
 * @returns {() => number} uniform in [0, 1), in steps of 2^-32
 */
export function seededRandom(seed) {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = () => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return (word >>> 0) / 2 ** 32;
  };
  // Its author advises to skip the first outputs, which still depend visibly on the seed.
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** The lists that the library bench totals, the same in every run. */
import { seededRandom } from "./lib/random.js";

/** @typedef {"uniform" | "integers" | "wide" | "mixed" | "money" | "mixed money"} Kind */

/** How far the exponents of the `wide` numbers spread: 2^-300 to 2^300. */
const SPREAD = 300;

/**
 * `uniform`: in [0, 1). `integers`: 0, 1, 2 … `wide`: exponents from -300 to 300; the list also holds the negation of all numbers but one in a
 * thousand, in shuffled order. `mixed`: a normal distribution, of which 2% are scaled by powers of ten from -30 to 30.
 *
 * @param {Kind} kind
 * @param {number} count
 * @param {number} seed
 */
export function newList(kind, count, seed) {
  const random = seededRandom(seed);
  const list = new Float64Array(count);
  if (kind === "integers") return list.map((_, index) => seed * count + index);
  if (kind === "uniform") return list.map(() => uniform(random));
  if (kind === "mixed")
    return list.map(() => normal(random) * (random() < 0.02 ? 10 ** (60 * random() - 30) : 1));
  for (let i = 0; i + 1 < count; i += 2) {
    const number = (1 + uniform(random)) * 2 ** (Math.floor(random() * (2 * SPREAD + 1)) - SPREAD);
    list[i] = number;
    list[i + 1] = random() < 0.001 ? number : -number;
  }
  return shuffled(list, random);
}

/**
 * Amounts of money as texts: `1204.60`. `money`: from -99999.99 to 99999.99, most of them above zero. `mixed money`: one to nine digits before the point,
 * and a sign before half of them.
 *
 * @param {Kind} kind
 * @param {number} count
 * @param {number} seed
 */
export function newAmounts(kind, count, seed) {
  const random = seededRandom(seed);
  const [digits, signs] = kind === "money" ? [5, ["-", ...Array(9).fill("")]] : [9, ["-", "+", "", ""]];
  return Array.from({ length: count }, () => {
    const cents = Math.floor(10 ** (2 + digits * random()));
    return `${signs[Math.floor(random() * signs.length)]}${(cents / 100).toFixed(2)}`;
  });
}

/**
 * With all 53 bits.
 * @param {() => number} random
 */
function uniform(random) {
  return (Math.floor(random() * 2 ** 26) * 2 ** 27 + Math.floor(random() * 2 ** 27)) / 2 ** 53;
}

/**
 * By Box and Muller.
 * @param {() => number} random
 */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * @param {Float64Array} list
 * @param {() => number} random
 */
function shuffled(list, random) {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const here = /** @type {number} */ (list[i]);
    list[i] = /** @type {number} */ (list[j]);
    list[j] = here;
  }
  return list;
}

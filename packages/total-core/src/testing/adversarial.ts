/** Long lists at which exact sums go wrong if they can, from a seeded generator: faster to make than fast-check's, and as long as is asked for. */
import { numberFromParts } from "./numbers.js";

type Random = () => number;

const ALL_ONES = 2n ** 52n - 1n;
const MAX_FIELD = 2046;

const below = (random: Random, n: number): number => Math.floor(random() * n);
const sign = (random: Random): boolean => random() < 0.5;

function mantissa(random: Random): bigint {
  switch (below(random, 8)) {
    case 0:
      return ALL_ONES - BigInt(below(random, 3));
    case 1:
      return BigInt(below(random, 3));
    case 2:
      return (1n << 51n) + BigInt(below(random, 3)) - 1n;
    default:
      return (BigInt(below(random, 2 ** 26)) << 26n) | BigInt(below(random, 2 ** 26));
  }
}

/** Numbers whose exponent fields lie from `least` to `spread` above, both ends among them. */
function close(random: Random, length: number, least: number, spread: number): Float64Array {
  return Float64Array.from({ length }, (_, i) => {
    const above = i === 0 ? 0 : i === 1 ? spread : below(random, spread + 1);
    return numberFromParts(sign(random), Math.min(least + above, MAX_FIELD), mantissa(random));
  });
}

const SORTS: Readonly<Record<string, (random: Random, length: number) => Float64Array>> = {
  "any exponents": (random, length) => close(random, length, 0, MAX_FIELD),
  "exponents that just fit together, or just do not": (random, length) =>
    close(random, length, 1 + below(random, 1900), 33 + below(random, 5)),
  "near the greatest": (random, length) => close(random, length, MAX_FIELD - 14 + below(random, 12), 20),
  subnormals: (random, length) => close(random, length, 0, below(random, 40)),
  uniform: (random, length) => Float64Array.from({ length }, () => random()),
  money: (random, length) => Float64Array.from({ length }, () => (below(random, 2e7) - 1e7) / 100),
  integers: (random, length) => Float64Array.from({ length }, (_, i) => i * 2 ** below(random, 20)),
  "one that stands out": (random, length) => {
    const numbers = close(random, length, 1000, 10);
    if (length > 0) numbers[below(random, length)] = numberFromParts(sign(random), below(random, 2047), 0n);
    return numbers;
  },
  "all alike": (random, length) =>
    new Float64Array(length).fill(close(random, 1, below(random, 2040), 0)[0]!),
  "many zeros": (random, length) => close(random, length, 900, 40).map((x) => (random() < 0.6 ? 0 * x : x)),
  "nothing but zeros": (random, length) => Float64Array.from({ length }, () => (random() < 0.001 ? 0 : -0)),
  "not all finite": (random, length) => {
    const special = [NaN, Infinity, -Infinity][below(random, 3)]!;
    return close(random, length, 900, 100).map((x) => (random() < 0.001 ? special : x));
  },
  "few that stand out": (random, length) => {
    const [least, outliers] = [1 + below(random, 2000), 0.05 * random()];
    return close(random, length, least, below(random, 36)).map((x) =>
      random() < outliers ? numberFromParts(sign(random), below(random, 2047), mantissa(random)) : x,
    );
  },
};

/** The names of the sorts of lists there are. */
export const ADVERSARIAL_SORTS: readonly string[] = Object.keys(SORTS);

/** A list of that sort. Half of them cancel; of these, half cancel but for a tie, or a bit beside one. */
export function adversarialList(sort: string, length: number, random: Random): Float64Array {
  const numbers = SORTS[sort]!(random, length);
  if (random() < 0.5 || length < 8) return numbers;
  const half = length >> 1;
  for (let i = 0; i < half; i++) numbers[length - 1 - i] = -numbers[i]!;
  if (length % 2 === 1) numbers[half] = 0;
  if (random() < 0.5) {
    const start = below(random, half - 3);
    nearTie(random).forEach((x, i) => {
      numbers[start + i] = x;
      numbers[length - 1 - start - i] = 0;
    });
  }
  return numbers;
}

/** Three numbers whose sum lies half-way between two binary64s, or as little beside it as can be. */
function nearTie(random: Random): number[] {
  const field = 60 + below(random, 1900);
  const number = numberFromParts(sign(random), field, mantissa(random));
  const half = numberFromParts(sign(random), field - 53, 0n);
  const least = numberFromParts(sign(random), below(random, 2), 1n);
  return [number, half, random() < 0.5 ? least : 0];
}

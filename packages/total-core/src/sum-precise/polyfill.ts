/**
 * `getPolyfill()`, as packages of es-shims export it.
 *
 * @module
 */
import { sumPrecise, type SumPrecise } from "./implementation.js";

const MAX = Number.MAX_VALUE;
const ULP = 2 ** -52;

/** Lists at which implementations have gone wrong, and their sums. */
const PROBES: readonly (readonly [readonly number[], number])[] = [
  [[], -0],
  [[-0], -0],
  // JavaScriptCore's, in Bun 1.4, gives -0.10000000000000002.
  [[-0.1], -0.1],
  [[1e308, 1e308, -1e308], 1e308],
  [[MAX, 2 ** 970], Infinity],
  [[1, ULP / 2, 2 ** -1074], 1 + ULP],
  [[-(2 - ULP), -(2 ** -60)], -(2 - ULP)],
];

/** The runtime's own `Math.sumPrecise` where it has one that adds up, else {@link sumPrecise}. */
export function getPolyfill(): SumPrecise {
  const { sumPrecise: own } = Math as unknown as { readonly sumPrecise?: unknown };
  return typeof own === "function" && isRight(own as SumPrecise) ? (own as SumPrecise) : sumPrecise;
}

export { getPolyfill as default };

/** Whether it adds up, and refuses bigints. */
function isRight(own: SumPrecise): boolean {
  let addsUp = false;
  try {
    addsUp = PROBES.every(([list, sum]) => Object.is(own(list), sum));
    own([0n] as never);
    return false;
  } catch (error) {
    return addsUp && error instanceof TypeError;
  }
}

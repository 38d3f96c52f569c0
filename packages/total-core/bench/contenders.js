/** The sums that are measured; each is made for the lists of one row. */
import { forLoop, fourChains, reduce } from "./loops.js";
import { kernelInPlace, plainSimdInPlace } from "./workbench.js";

/** @typedef {import("./loops.js").List} List */
/** @typedef {(list: List) => number} Sum */

/** The runtime's own, taken before core-js can replace it. */
const NATIVE_SUM_PRECISE = /** @type {{ sumPrecise?: Sum }} */ (/** @type {unknown} */ (Math)).sumPrecise;

/**
 * Each throws the reason where it cannot run. A sum in place gets its list beforehand.
 * @satisfies {Record<string, (lists: readonly List[]) => Promise<Sum> | Sum>}
 */
export const CONTENDERS = {
  dlg: async () => {
    const core = /** @type {{ total: Sum }} */ (
      await import(new URL("../dist/index.js", import.meta.url).href)
    );
    return core.total;
  },
  "for loop": () => forLoop,
  "for loop, four chains": () => fourChains,
  "kernel in place": ([list]) => kernelInPlace(Float64Array.from(list ?? [])),
  "plain SIMD in place": ([list]) => plainSimdInPlace(Float64Array.from(list ?? [])),
  reduce: () => reduce,
  "d3 fsum": async () => (await import("d3-array")).fsum,
  "core-js Math.sumPrecise": async () => {
    // core-js gives the runtime's own where there is one.
    if (NATIVE_SUM_PRECISE !== undefined) throw new Error("the runtime has its own");
    return (await import("core-js/actual/math/sum-precise.js")).default;
  },
  "@stdlib dsum": async () => {
    const { default: dsum } = await import("@stdlib/blas-ext-base-dsum");
    return (list) => dsum(list.length, /** @type {Float64Array} */ (list), 1);
  },
  "V8's Math.sumPrecise": () => {
    if (NATIVE_SUM_PRECISE === undefined) throw new Error("this runtime has none");
    return NATIVE_SUM_PRECISE;
  },
};

/** @typedef {keyof typeof CONTENDERS} ContenderName */

/** The sums that are measured; each is made for the lists of one row. */
import { bigintCents, forLoop, fourChains, reduce } from "./loops.js";
import { kernelInPlace, plainSimdInPlace } from "./workbench.js";

/** @typedef {import("./loops.js").List} List */
/** @typedef {(list: List) => number} Sum */
/** @typedef {import("./loops.js").Strings} Strings */
/** @typedef {(amounts: Strings) => string} SumOfStrings */
/** @typedef {{ add(amount: string): unknown, toString(): string }} Adder */

/** @returns {Promise<{ total: any, Total: new () => Adder }>} */
const ourCore = () => import(new URL("../dist/index.js", import.meta.url).href);

/** The runtime's own, taken before core-js can replace it. */
const NATIVE_SUM_PRECISE = /** @type {{ sumPrecise?: Sum }} */ (/** @type {unknown} */ (Math)).sumPrecise;

/**
 * Each throws the reason where it cannot run. A sum in place gets its list beforehand.
 * @satisfies {Record<string, (lists: readonly List[]) => Promise<Sum> | Sum>}
 */
export const CONTENDERS = {
  dlg: async () => (await ourCore()).total,
  "dlg sumPrecise": async () => {
    await ourCore();
    return sumPrecise();
  },
  "dlg sumPrecise, without the kernel": () => sumPrecise(),
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

/**
 * The same for texts.
 * @satisfies {Record<string, () => Promise<SumOfStrings> | SumOfStrings>}
 */
export const STRING_CONTENDERS = {
  dlg: async () => (await ourCore()).total,
  "dlg, add one by one": async () => {
    const { Total } = await ourCore();
    return (amounts) => {
      const total = new Total();
      for (const amount of amounts) total.add(amount);
      return total.toString();
    };
  },
  "BigInt cents": () => bigintCents,
};

async function sumPrecise() {
  const module = /** @type {{ sumPrecise: Sum }} */ (
    await import(new URL("../dist/sum-precise/index.js", import.meta.url).href)
  );
  return module.sumPrecise;
}

/** @typedef {keyof typeof CONTENDERS | keyof typeof STRING_CONTENDERS} ContenderName */

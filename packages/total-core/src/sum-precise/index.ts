/**
 * `Math.sumPrecise` of TC39 as a function, and what packages of es-shims export beside one.
 *
 * ```ts
 * import { sumPrecise } from "@dlg/total-core/sum-precise";
 *
 * sumPrecise([1e308, 1e308, -1e308]); // 1e308
 * ```
 *
 * @module
 */
export {
  sumPrecise,
  sumPrecise as default,
  sumPrecise as implementation,
  type SumPrecise,
} from "./implementation.js";
export { getPolyfill } from "./polyfill.js";
export { shim } from "./shim.js";

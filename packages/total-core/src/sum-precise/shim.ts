/**
 * `shim()`, as packages of es-shims export it.
 *
 * @module
 */
import type { SumPrecise } from "./implementation.js";
import { getPolyfill } from "./polyfill.js";

/**
 * Defines `Math.sumPrecise` where the runtime has none, or one that does not add up.
 * @returns the function that `Math.sumPrecise` is now
 */
export function shim(): SumPrecise {
  const polyfill = getPolyfill();
  if ((Math as unknown as { readonly sumPrecise?: unknown }).sumPrecise !== polyfill) {
    Object.defineProperty(Math, "sumPrecise", {
      value: polyfill,
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
  return polyfill;
}

export { shim as default };

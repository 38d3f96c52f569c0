/**
 * To import this module is to call `shim()`.
 *
 * @module
 */
import { shim } from "./shim.js";

declare global {
  interface Math {
    /**
     * The exact sum of the numbers in an iterable, rounded once, to nearest, ties to even; −0 for no numbers.
     * @throws TypeError where an item is no number
     */
    sumPrecise(items: Iterable<number>): number;
  }
}

shim();

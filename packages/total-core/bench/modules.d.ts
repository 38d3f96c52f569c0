/** Rivals without types of their own. */

declare module "d3-array" {
  export function fsum(numbers: Iterable<number>): number;
}

declare module "core-js/actual/math/sum-precise.js" {
  export default function sumPrecise(numbers: Iterable<number>): number;
}

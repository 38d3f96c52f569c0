declare module "core-js/actual/math/sum-precise.js" {
  export default function sumPrecise(numbers: Iterable<number>): number;
}

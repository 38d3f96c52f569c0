import { wrongElement } from "../basics/describe.js";

/**
 * Copies `list[start]` to before `list[end]` to the beginning of `into`.
 * @throws TypeError naming the index of what is not a number: a string, a bigint, a hole
 */
export function copyNumbers(list: readonly unknown[], start: number, end: number, into: Float64Array): void {
  for (let i = start; i < end; i++) {
    const x = list[i];
    if (typeof x !== "number") throw wrongElement(i, "a number", x);
    into[i - start] = x;
  }
}

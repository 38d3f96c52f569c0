import { PageFault } from "./page-fault.js";

/**
 * Checks that integers fit into `bits` bits, up to 32. A reader that keeps only these bits would read other integers.
 *
 * @throws PageFault
 */
export function checkBits(
  integers: ArrayLike<number> | ArrayLike<bigint>,
  bits: number,
  isSigned: boolean,
): void {
  const least = isSigned ? -(2 ** (bits - 1)) : 0;
  const greatest = least + 2 ** bits - 1;
  for (let i = 0; i < integers.length; i += 1) {
    const integer = integers[i]!;
    if (integer >= least && integer <= greatest) continue;
    throw new PageFault(`${isSigned ? "a signed" : "an unsigned"} integer of ${bits} bits`, String(integer));
  }
}

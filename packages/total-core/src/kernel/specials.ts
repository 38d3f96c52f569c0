/** The parts of a sum of the kernel for binary numbers besides the finite one (assembly/binary/marks.ts). */
import * as layout from "./binary.generated.js";

/** Takes a sum that leaves the kernel. */
export interface SumInParts {
  /** Adds NaN or an infinity. */
  add(x: number): void;
  /** Among the finite numbers, `count` are not −0. @param count `Infinity` where only that there are some is known */
  countNotMinusZero(count: number): void;
  /** Adds `integer` × 2^`exponent2`. */
  addScaled(integer: number, exponent2: number): void;
}

/**
 * Counts NaN and infinities one by one, where the kernel saw some of them: it does not tell how many.
 * @param seen the kernel's marks
 */
export function addSpecials(
  list: ArrayLike<number>,
  start: number,
  end: number,
  seen: number,
  into: SumInParts,
): void {
  let finite = 0;
  let left = seen;
  for (let i = start; i < end; i++) {
    const x = list[i]!;
    if (x - x === 0) finite += Object.is(x, -0) ? 0 : 1;
    else {
      into.add(x);
      left &= ~markOf(x);
    }
  }
  into.countNotMinusZero(finite);
  // A getter in an array may give another number now.
  for (const x of [NaN, Infinity, -Infinity]) if ((left & markOf(x)) !== 0) into.add(x);
}

function markOf(special: number): number {
  if (special > 0) return layout.SAW_INFINITY;
  return special < 0 ? layout.SAW_MINUS_INFINITY : layout.SAW_NAN;
}

import type { Groups } from "./groups.js";
import { digitsOfSmall, type PrintOptions } from "./print.js";
import { totalFromSum } from "./total.js";

/** The digits of the total of a group in a column, as `Total.toString` has them: of most totals without a `Total`. */
export function digitsOfGroup(
  groups: Groups,
  group: number,
  column: number,
  options: PrintOptions = {},
): string {
  const small = options.places === undefined ? groups.smallSumOf(group, column) : undefined;
  if (small === undefined) return totalFromSum(groups.sumOf(group, column)).toString(options);
  return digitsOfSmall(small.coefficient, small.exponent);
}

/** All that an exact sum is made of, as it is stored and compared. */
import { BinarySum } from "./binary.js";
import { DecimalSum } from "./decimal.js";
import { isSumOfDoubles, unitsOfValue, type ExactValue } from "./values.js";

export interface SumState {
  /** How many numbers. */
  readonly count: number;
  /** How many of them are decimals or integers. */
  readonly decimals: number;
  readonly nans: number;
  readonly infinities: number;
  readonly minusInfinities: number;
  /** Whether there are finite numbers, and all of them are −0. */
  readonly minusZero: boolean;
  /** The sum of the finite numbers. */
  readonly value: ExactValue;
  /** NaN or an infinity where nothing is known of the numbers but that: bytes of version 1 drop the rest. */
  readonly dropped: number | undefined;
}

/** How many of the numbers are finite binary64. */
export function finiteDoubles({ count, decimals, nans, infinities, minusInfinities }: SumState): number {
  return count - decimals - nans - infinities - minusInfinities;
}

/** The sums of a sum in the given state; `undefined` where no numbers can have it. */
export function restoredParts(
  state: SumState,
): { binary: BinarySum | undefined; decimal: DecimalSum | undefined } | undefined {
  const { count, decimals, minusZero, value } = state;
  const doubles = finiteDoubles(state);
  if (doubles < 0 || decimals < 0) return undefined;
  const binary = count === decimals ? undefined : new BinarySum();
  if (decimals > 0) {
    const decimal = new DecimalSum();
    decimal.add(value.coefficient, value.exponent);
    binary?.setUnits(0n);
    restoreSpecials(binary, state);
    return { binary, decimal };
  }
  const units = unitsOfValue(value);
  if (units === undefined || !isSumOfDoubles(units, doubles)) return undefined;
  if (doubles > 0 && !minusZero) binary?.setUnits(units);
  restoreSpecials(binary, state);
  return { binary, decimal: undefined };
}

function restoreSpecials(binary: BinarySum | undefined, state: SumState): void {
  if (binary === undefined) return;
  binary.nans = state.nans;
  binary.infinities = state.infinities;
  binary.minusInfinities = state.minusInfinities;
}

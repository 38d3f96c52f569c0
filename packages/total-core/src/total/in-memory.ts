/** `total(numbers)`: the exact total of numbers in memory. */
import { wrongElement, wrongType } from "../basics/describe.js";
import { checkedBoolean } from "../basics/option-values.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import type { BigIntegerArray, FloatArray, SmallIntegerArray } from "../contract/numbers-api.js";
import type { DecimalSink } from "../decode/literals/bounds.js";
import { BinarySum } from "../sum/binary.js";
import { DecimalSum } from "../sum/decimal.js";
import { engineFor } from "../sum/engine.js";
import { sumOfBigints } from "../sum/integers.js";
import { addFloats, sumOfIntegers } from "../sum/typed-arrays.js";
import { KIND_OF_ARRAY } from "./list.js";
import { allDigits } from "./print.js";
import { addString, type StringsOptions } from "./strings.js";

/**
 * The exact total of numbers in memory, rounded once, to nearest, ties to even.
 *
 * The total of no numbers is 0, of −0 alone −0. A total too large for a `number` is an infinity.
 * @param numbers an array, a typed array, or anything else that yields numbers
 * @throws TypeError naming the index of what is not a number
 */
export function total(numbers: Iterable<number>): number;
/** The exact total of bigints, a bigint. An empty `BigInt64Array` or `BigUint64Array` gives 0n; any other list of nothing 0. */
export function total(numbers: Iterable<bigint>): bigint;
/**
 * The exact total of decimal literals, all its digits: `total(["0.1", "0.2"])` is `"0.3"`.
 *
 * An empty list gives the number 0, as nothing tells what it is a list of; with the option `skipEmpty`, `true` or `false`, it gives `"0"`.
 * @throws TypeError naming the index of what is no string
 * @throws TotalError `BAD_NUMBER` or `EXPONENT_RANGE` with `place.index`, for a string that is no literal, or one past the bounds
 */
export function total(numbers: Iterable<string> & object): string;
/** The same, and `null`, `undefined` and blank strings may be passed over. */
export function total(numbers: Iterable<string | null | undefined> & object, options: StringsOptions): string;
export function total(numbers: Iterable<number> | Iterable<bigint>): number | bigint;
export function total(
  numbers: Iterable<number> | Iterable<bigint> | Iterable<string | null | undefined>,
  options?: StringsOptions,
): number | bigint | string {
  // Short lists are mostly of these two types, and for them the general way costs more than the adding.
  if (options === undefined) {
    if (numbers instanceof Float64Array && numbers.length > 0)
      return engineFor(numbers.length).total(numbers);
    if (Array.isArray(numbers) && typeof numbers[0] === "number")
      return engineFor(numbers.length).totalOfNumbers(numbers);
  }
  const skipEmpty = checkedBoolean("skipEmpty", options?.skipEmpty);
  if (skipEmpty !== undefined) return totalOfStrings(numbers, skipEmpty);
  const name = typedArrayName(numbers);
  if (name !== undefined && Object.hasOwn(KIND_OF_ARRAY, name))
    return totalOfArray(name, numbers as unknown as Float64Array);
  return Array.isArray(numbers) ? totalOfPlain(numbers) : totalOfIterable(numbers);
}

function totalOfArray(
  name: string,
  array: FloatArray | SmallIntegerArray | BigIntegerArray,
): number | bigint {
  checkAttached(array);
  const kind = KIND_OF_ARRAY[name];
  if (kind === "bigints") return BigInt(sumOfIntegers(array as BigIntegerArray));
  if (kind === "smallIntegers") return Number(sumOfIntegers(array as SmallIntegerArray));
  if (array.length === 0) return 0;
  const sum = new BinarySum();
  addFloats(array as FloatArray, sum);
  return sum.toNumber();
}

function totalOfPlain(list: readonly unknown[]): number | bigint | string {
  if (list.length === 0) return 0;
  if (typeof list[0] === "string") return totalOfStrings(list as readonly string[], false);
  if (typeof list[0] === "bigint") return sumOfBigints(list, 0, list.length);
  return engineFor(list.length).totalOfNumbers(list as readonly number[]);
}

class StringSum implements DecimalSink {
  readonly #sum = new DecimalSum();

  decimal(coefficient: number | bigint, exponent: number): void {
    this.#sum.add(coefficient, exponent);
  }

  digits(): string {
    return allDigits(this.#sum.value());
  }
}

function totalOfStrings(strings: unknown, skipEmpty: boolean): string {
  const sum = new StringSum();
  let index = 0;
  for (const text of iterable(strings, "strings")) addString(text, index++, sum, skipEmpty);
  return sum.digits();
}

/** @throws TypeError where it is not iterable; the characters of a text are no list of numbers */
function iterable(numbers: unknown, what: string): Iterable<unknown> {
  const isOne = typeof numbers === "object" && numbers !== null && Symbol.iterator in numbers;
  if (isOne && Object.prototype.toString.call(numbers) !== "[object String]")
    return numbers as Iterable<unknown>;
  throw wrongType("numbers", `an array or an iterable of ${what}`, numbers);
}

/** Numbers of an iterable that are added at once: one by one takes three times as long. */
const BUFFER_LENGTH = 512;

function totalOfIterable(numbers: unknown): number | bigint | string {
  let bigints: bigint | undefined;
  let strings: StringSum | undefined;
  let areNumbers = true;
  let sum: BinarySum | undefined;
  const buffer = new Float64Array(BUFFER_LENGTH);
  let index = 0;
  for (const number of iterable(numbers, "numbers")) {
    if (typeof number === "number" && areNumbers) {
      buffer[index % BUFFER_LENGTH] = number;
      if (index % BUFFER_LENGTH === BUFFER_LENGTH - 1)
        engineFor(BUFFER_LENGTH).sum(buffer, (sum ??= new BinarySum()));
    } else if (typeof number === "bigint" && (index === 0 || bigints !== undefined)) {
      areNumbers = false;
      bigints = (bigints ?? 0n) + number;
    } else if (typeof number === "string" && (index === 0 || strings !== undefined)) {
      areNumbers = false;
      addString(number, index, (strings ??= new StringSum()), false);
    } else {
      const expected = bigints !== undefined ? "a bigint" : strings !== undefined ? "a string" : "a number";
      throw wrongElement(index, expected, number);
    }
    index++;
  }
  if (bigints !== undefined) return bigints;
  if (strings !== undefined) return strings.digits();
  const rest = buffer.subarray(0, index % BUFFER_LENGTH);
  if (sum === undefined) return index === 0 ? 0 : engineFor(rest.length).total(rest);
  engineFor(rest.length).sum(rest, sum);
  return sum.toNumber();
}

/** `total(numbers)`: the exact total of numbers in memory. */
import { wrongElement, wrongType } from "../basics/describe.js";
import { engineFor } from "../sum/engine.js";
import { ExactSum } from "../sum/exact-sum.js";
import { powerOfTen } from "../sum/values.js";
import { numberList, type NumberList } from "./list.js";

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
export function total(numbers: Iterable<number> | Iterable<bigint>): number | bigint;
export function total(numbers: Iterable<number> | Iterable<bigint>): number | bigint {
  // Short lists are mostly of these two types, and for them the general way costs more than the adding.
  if (numbers instanceof Float64Array && numbers.length > 0) return engineFor(numbers.length).total(numbers);
  if (Array.isArray(numbers) && typeof numbers[0] === "number")
    return engineFor(numbers.length).totalOfNumbers(numbers);
  const list = numberList(numbers);
  return list === undefined ? totalOfIterable(numbers) : totalOfList(list);
}

function totalOfList(list: NumberList): number | bigint {
  const sum = new ExactSum();
  list.addTo(sum, 0, list.length);
  if (list.kind === "floats") return sum.binaryToNumber();
  const { coefficient, exponent } = sum.value();
  const integer = coefficient * powerOfTen(exponent);
  return list.kind === "bigints" ? integer : Number(integer);
}

/** Numbers of an iterable that are added at once: one by one takes three times as long. */
const BUFFER_LENGTH = 512;

function totalOfIterable(numbers: unknown): number | bigint {
  if (typeof numbers !== "object" || numbers === null || !(Symbol.iterator in numbers)) {
    throw wrongType("numbers", "an array or an iterable of numbers", numbers);
  }
  let bigints: bigint | undefined;
  let sum: ExactSum | undefined;
  const buffer = new Float64Array(BUFFER_LENGTH);
  let index = 0;
  for (const number of numbers as Iterable<unknown>) {
    if (typeof number === "number" && bigints === undefined) {
      buffer[index % BUFFER_LENGTH] = number;
      if (index % BUFFER_LENGTH === BUFFER_LENGTH - 1) (sum ??= new ExactSum()).doubles(buffer);
    } else if (typeof number === "bigint" && (index === 0 || bigints !== undefined)) {
      bigints = (bigints ?? 0n) + number;
    } else {
      throw wrongElement(index, bigints === undefined ? "a number" : "a bigint", number);
    }
    index++;
  }
  if (bigints !== undefined) return bigints;
  const rest = buffer.subarray(0, index % BUFFER_LENGTH);
  if (sum === undefined) return index === 0 ? 0 : engineFor(rest.length).total(rest);
  sum.doubles(rest);
  return sum.binaryToNumber();
}

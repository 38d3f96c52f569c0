/** `total(numbers)`: the exact total of numbers in memory. */
import { wrongType } from "../describe.js";
import { ExactSum } from "../sum/exact-sum.js";
import { powerOfTen } from "../sum/powers.js";
import { numberList, wrongElement, type ListKind } from "./list.js";
import { roundedValue } from "./round.js";

/**
 * The exact total of numbers in memory, rounded once, to nearest, ties to even.
 *
 * The total of no numbers is 0, that of nothing but −0 is −0. One too large for a `number` is an infinity.
 * @param numbers an array, a typed array, or anything else that yields numbers
 * @throws TypeError naming the index of what is not a number
 */
export function total(numbers: Iterable<number>): number;
/** The exact total of bigints, a bigint. An empty `BigInt64Array` or `BigUint64Array` gives 0n; any other list of nothing 0. */
export function total(numbers: Iterable<bigint>): bigint;
export function total(numbers: Iterable<number> | Iterable<bigint>): number | bigint {
  const sum = new ExactSum();
  const list = numberList(numbers);
  list?.addTo(sum, 0, list.length);
  const kind = list === undefined ? addIterable(numbers, sum) : list.kind;
  if (kind === "floats") return sum.count === 0 ? 0 : sum.binaryToNumber();
  const { coefficient, exponent } = sum.value();
  if (kind === "smallIntegers") return roundedValue({ coefficient, exponent });
  return coefficient * powerOfTen(exponent);
}

function addIterable(numbers: unknown, sum: ExactSum): ListKind {
  if (!isIterable(numbers)) throw wrongType("numbers", "an array or an iterable of numbers", numbers);
  let kind: ListKind | undefined;
  let index = 0;
  for (const number of numbers) {
    if (typeof number === "number" && kind !== "bigints") {
      kind = "floats";
      sum.double(number);
    } else if (typeof number === "bigint" && kind !== "floats") {
      kind = "bigints";
      sum.decimal(number, 0);
    } else {
      throw wrongElement(index, kind === "bigints" ? "a bigint" : "a number", number);
    }
    index++;
  }
  return kind ?? "floats";
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.iterator in value;
}

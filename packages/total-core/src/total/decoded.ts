/** The numbers of a {@link DecodedNumbers}. */
import { wrongType } from "../basics/describe.js";
import type { DecodedNumbers } from "../contract/numbers-api.js";
import { loadedCells } from "../sum/loaded-cells.js";
import { numberList, type NumberList } from "./list.js";

const MAX_EXPONENT = 4000;

/** @throws TypeError or RangeError where the batch is no decoded one */
export function decodedNumbers({ numbers, exponent = 0, bytes, empty }: DecodedNumbers): NumberList {
  checkInteger("exponent", exponent, -MAX_EXPONENT, MAX_EXPONENT);
  checkInteger("bytes", bytes, 0);
  checkInteger("empty", empty, 0);
  const list = loadedCells()?.(numbers, exponent) ?? numberList(numbers, exponent);
  if (list === undefined) throw wrongType("numbers", "a list of numbers", numbers);
  return list;
}

function checkInteger(name: string, value: unknown, min: number, max?: number): void {
  if (typeof value !== "number") throw wrongType(name, "a number", value);
  if (Number.isSafeInteger(value) && value >= min && value <= (max ?? value)) return;
  const bounds = max === undefined ? `${min} on` : `${min} to ${max}`;
  throw new RangeError(`${name}: expected an integer from ${bounds}, got ${value}`);
}

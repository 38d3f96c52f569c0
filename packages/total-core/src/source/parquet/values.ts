import type { BigEndianIntegers, NumberArray } from "../../numbers-api.js";

/** A part of a page's numbers. They are good until the next part is asked for. */
export type Numbers = NumberArray | BigEndianIntegers;

/** Decodes the values of one column. */
export interface ValueDecoder {
  /**
   * Takes the dictionary of the pages that follow.
   * @throws PageFault
   */
  setDictionary(bytes: Uint8Array, count: number): void;
  /**
   * The numbers of a page, without nulls.
   * @param bytes all that there are of its values
   * @throws PageFault
   */
  decode(bytes: Uint8Array, count: number, encoding: number): Generator<Numbers, void, undefined>;
}

/** How many numbers a part has at most. As much as stays in the second-level cache. */
export const PART_VALUES: number = 2 ** 14;

/** The bounds of parts of so many values. */
export function* parts(
  count: number,
  size: number = PART_VALUES,
): Generator<readonly [start: number, end: number], void, undefined> {
  for (let start = 0; start < count; start += size) yield [start, Math.min(start + size, count)];
}

/** How many numbers there are. */
export function lengthOf(numbers: Numbers): number {
  return "bigEndian" in numbers ? numbers.bigEndian.length / numbers.width : numbers.length;
}

/** The numbers from `start` to before `end`. */
export function slicedNumbers(numbers: Numbers, start: number, end: number): Numbers {
  if (!("bigEndian" in numbers)) return numbers.subarray(start, end);
  const { bigEndian, width } = numbers;
  return { bigEndian: bigEndian.subarray(start * width, end * width), width };
}

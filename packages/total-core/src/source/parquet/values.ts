import type { BigEndianIntegers, NumberArray } from "../../contract/numbers-api.js";
import { PageFault } from "./page-fault.js";

/** A part of a page's numbers. They are good until the next part is asked for. */
export type Numbers = NumberArray | BigEndianIntegers;

/** Decodes the values of one column. */
export interface ValueDecoder {
  /** The bytes of each value in the plain encoding; `undefined` where values have different lengths. */
  readonly width: number | undefined;
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

/**
 * The bytes of `count` values that follow each other, all of one width.
 * @throws PageFault where there are fewer, or something follows them
 */
export function bytesOfValues(bytes: Uint8Array, count: number, width: number): Uint8Array {
  const end = count * width;
  if (bytes.length < end) throw new PageFault(`${count} values of ${width} bytes`, `${bytes.length} bytes`);
  checkRest(bytes, end);
  return bytes.subarray(0, end);
}

/**
 * What follows the last value may be zeros: fastparquet ends its pages with eight of them. It cannot be values that were lost, as long as these are
 * counted elsewhere: those of a page in its header, and its nulls in its levels; the pages together have as many as the row group has rows.
 * @throws PageFault where it is something else
 */
export function checkRest(bytes: Uint8Array, end: number): void {
  for (let i = end; i < bytes.length; i += 1) {
    if (bytes[i] !== 0) throw new PageFault("nothing after the last value", `${bytes.length - end} bytes`);
  }
}

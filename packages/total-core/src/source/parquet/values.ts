import type { BigEndianIntegers, NumberArray } from "../../contract/numbers-api.js";
import { PageFault } from "./page-fault.js";

/** A part of a page's numbers. It is overwritten once the next part is asked for. */
export type Numbers = NumberArray | BigEndianIntegers;

/** How many numbers a part has at most. They fit into the second-level cache. */
export const PART_VALUES: number = 2 ** 14;

/** The bounds of parts of `size` values. */
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
 * Zeros may follow the last value: fastparquet ends its pages with eight of them. They cannot be lost values, because values are counted
 * elsewhere: the header of a page counts its values, its levels count its nulls, and all pages together have as many values as the row group has rows.
 * @throws PageFault where any other byte follows
 */
export function checkRest(bytes: Uint8Array, end: number): void {
  for (let i = end; i < bytes.length; i += 1) {
    if (bytes[i] !== 0) throw new PageFault("nothing after the last value", `${bytes.length - end} bytes`);
  }
}

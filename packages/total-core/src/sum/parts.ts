/** Typed arrays of any kind, copied part by part into one of binary64: loops that see one kind of array are several times faster. */
import type { FloatArray, SmallIntegerArray } from "../contract/numbers-api.js";

const PART_LENGTH = 2 ** 12;
const buffer = /* @__PURE__ */ new Float64Array(PART_LENGTH);

/** A part is overwritten when `visit` has returned. */
export function forEachPart(
  values: FloatArray | SmallIntegerArray,
  visit: (part: Float64Array) => void,
): void {
  for (let start = 0; start < values.length; start += PART_LENGTH) {
    const part = values.subarray(start, start + PART_LENGTH);
    buffer.set(part);
    visit(part.length === PART_LENGTH ? buffer : buffer.subarray(0, part.length));
  }
}

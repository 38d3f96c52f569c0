import { DeltaReader } from "./delta.js";
import { MAX_DECIMAL_BYTES } from "./number-type.js";
import { PageFault, endedEarly } from "./page-fault.js";
import { checkRest } from "./values.js";

/** Values of different lengths in the same bytes. */
export interface ByteSlices {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly lengths: Uint32Array;
}

/** The length of a value takes four bytes. */
const LENGTH_BYTES = 4;

/** Values in the plain encoding: each follows its length. */
export function plainSlices(bytes: Uint8Array, count: number): ByteSlices {
  if (count * LENGTH_BYTES > bytes.length) throw endedEarly("values");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const starts = new Uint32Array(count);
  const lengths = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    if (at + LENGTH_BYTES > bytes.length) throw endedEarly("values");
    const length = view.getUint32(at, true);
    at += LENGTH_BYTES;
    if (length > bytes.length - at) throw endedEarly("values");
    starts[i] = at;
    lengths[i] = length;
    at += length;
  }
  checkRest(bytes, at);
  return { bytes, starts, lengths };
}

/** DELTA_LENGTH_BYTE_ARRAY: all lengths, as differences, then all values. */
export function deltaLengthSlices(bytes: Uint8Array, count: number): ByteSlices {
  const { lengths, end } = deltaLengths(bytes, 0, count);
  const starts = new Uint32Array(count);
  let at = end;
  for (let i = 0; i < count; i += 1) {
    starts[i] = at;
    at += lengths[i]!;
    if (at > bytes.length) throw endedEarly("values");
  }
  return { bytes, starts, lengths };
}

/** DELTA_BYTE_ARRAY: the length of the prefix that each value shares with the value before it, then the suffixes. */
export function* deltaSlices(
  bytes: Uint8Array,
  count: number,
  { partValues, maxLength }: { readonly partValues: number; readonly maxLength: number },
): Generator<ByteSlices, void, undefined> {
  const { lengths: prefixes, end } = deltaLengths(bytes, 0, count);
  const { lengths: suffixes, end: dataStart } = deltaLengths(bytes, end, count);
  const starts = new Uint32Array(partValues);
  const lengths = new Uint32Array(partValues);
  let at = dataStart;
  let before: Uint8Array = new Uint8Array(0);
  for (let start = 0; start < count; start += partValues) {
    const size = Math.min(partValues, count - start);
    let total = 0;
    for (let i = 0; i < size; i += 1) {
      starts[i] = total;
      lengths[i] = checkedLength(prefixes[start + i]! + suffixes[start + i]!, maxLength);
      total += lengths[i]!;
    }
    const values = new Uint8Array(total);
    for (let i = 0; i < size; i += 1) {
      const [prefix, suffix] = [prefixes[start + i]!, suffixes[start + i]!];
      if (prefix > before.length || suffix > bytes.length - at) throw endedEarly("values");
      values.set(before.subarray(0, prefix), starts[i]!);
      values.set(bytes.subarray(at, at + suffix), starts[i]! + prefix);
      at += suffix;
      before = values.subarray(starts[i]!, starts[i]! + prefix + suffix);
    }
    yield { bytes: values, starts: starts.subarray(0, size), lengths: lengths.subarray(0, size) };
  }
}

/** A page of a few bytes could claim gigabytes of lengths, because equal differences take no bytes. */
const MAX_LENGTHS = 2 ** 24;

function deltaLengths(
  bytes: Uint8Array,
  at: number,
  count: number,
): { readonly lengths: Uint32Array; readonly end: number } {
  if (count > MAX_LENGTHS)
    throw new PageFault(`a page of at most ${MAX_LENGTHS} values`, String(count), "UNSUPPORTED");
  if (count === 0) return { lengths: new Uint32Array(0), end: at };
  const reader = new DeltaReader(bytes, at);
  if (reader.count !== count) throw new PageFault(`${count} lengths`, String(reader.count));
  const lengths = new Int32Array(count);
  reader.take(lengths, 1);
  if (lengths.some((length) => length < 0)) throw new PageFault("lengths from 0 on", "a negative one");
  return { lengths: new Uint32Array(lengths.buffer), end: reader.at };
}

/** @throws PageFault EXPONENT_RANGE */
export function checkedLength(bytes: number, maxLength: number = MAX_DECIMAL_BYTES): number {
  if (bytes <= maxLength) return bytes;
  throw new PageFault(`a value of at most ${maxLength} bytes`, `one of ${bytes}`, "EXPONENT_RANGE");
}

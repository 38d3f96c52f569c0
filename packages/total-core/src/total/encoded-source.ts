/** The batches of encoded bytes that make a source. */
import { wrongType } from "../basics/describe.js";
import { checkedChoice, checkedText } from "../basics/option-values.js";
import { checkAttached, typedArrayName } from "../basics/typed-arrays.js";
import { FORMATS, type EncodedBatch } from "../contract/numbers-api.js";

/** @throws TypeError */
export function checkEncoded(batch: EncodedBatch): void {
  if (!("bytes" in batch) && !("format" in batch))
    throw wrongType("batch", "a list of numbers or encoded bytes", batch);
  const { bytes, format, name } = batch;
  if (checkedChoice("format", format, FORMATS) === undefined) {
    throw wrongType("format", `one of ${FORMATS.join(", ")}`, format);
  }
  if (typedArrayName(bytes) !== "Uint8Array") throw wrongType("bytes", "a Uint8Array", bytes);
  checkAttached(bytes);
  checkedText("name", name);
}

/** Whether both are of one source: the format, the name and each option are the same. */
export function isSameSource(a: EncodedBatch, b: EncodedBatch): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof EncodedBatch>;
  keys.delete("bytes");
  for (const key of keys) if (!isSameOption(a[key], b[key])) return false;
  return true;
}

function isSameOption(a: unknown, b: unknown): boolean {
  if (a === b || !Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((one, i) => one === b[i]);
}

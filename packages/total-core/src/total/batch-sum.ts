/** The sum of one batch, as a whole source. */
import { Currencies } from "../contract/currencies.js";
import type { Batch } from "../contract/numbers-api.js";
import { ExactSum } from "../sum/exact-sum.js";
import { BatchAccumulator, newColumnSum } from "./batch-accumulator.js";
import { stringList } from "./list.js";
import type { StringsOptions } from "./strings.js";
import { wrongType } from "../basics/describe.js";
import { checkedBoolean } from "../basics/option-values.js";

/** A batch, or with the option `skipEmpty` an array of strings with empty ones among them. */
export type BatchOrStrings = Batch | readonly (string | null | undefined)[];

/** Whether it is a list of strings. */
export function areStrings(batch: BatchOrStrings, options: StringsOptions | undefined): boolean {
  // Where nothing is said, nothing tells that the list is one of strings.
  return (
    checkedBoolean("skipEmpty", options?.skipEmpty) !== undefined ||
    (Array.isArray(batch) && typeof batch[0] === "string")
  );
}

/**
 * @param currency of the amounts of money so far
 * @returns the sum, and the currency after it
 * @throws TypeError where it is no batch
 * @throws TotalError where its bytes or strings are not numbers
 */
export function sumOfBatch(
  batch: BatchOrStrings,
  options: StringsOptions | undefined,
  currency: string | undefined,
): { readonly sum: ExactSum; readonly currency: string | undefined } {
  const sum = new ExactSum();
  if (areStrings(batch, options)) {
    if (!Array.isArray(batch)) throw wrongType("batch", "an array of strings", batch);
    stringList(batch, options?.skipEmpty === true).addTo(sum, 0, batch.length);
    return { sum, currency };
  }
  const currencies = new Currencies();
  const ofColumn = currencies.ofColumn(0);
  ofColumn.mark = currency;
  const accumulator = new BatchAccumulator([newColumnSum(sum)], { skipInvalid: false, currencies });
  accumulator.add(batch as Batch);
  accumulator.end();
  return { sum, currency: ofColumn.mark };
}

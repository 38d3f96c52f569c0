/** `totalOf(api)`: the exact total of whatever a numbers API delivers. */
import type { NumbersApi } from "./numbers-api.js";
import { ExactSum } from "./sum/exact-sum.js";
import { Intake } from "./total/intake.js";
import { checkReading, readToEnd, type TotalOfOptions } from "./total/read-to-end.js";
import { totalFromSum, type Total } from "./total/total.js";

export type { TotalOfOptions } from "./total/read-to-end.js";

/**
 * The exact total of the numbers that `api` delivers, in constant memory.
 *
 * The event loop gets its turn every few milliseconds, even where the source never waits for anything.
 * @throws TypeError for wrong arguments, and for batches that are none
 * @throws TotalError for bad data, and for sources that cannot be read
 */
export async function totalOf(api: NumbersApi, options: TotalOfOptions = {}): Promise<Total> {
  checkReading("totalOf", api, options);
  const { skipInvalid = false, onHeldFault } = options;
  const sum = new ExactSum();
  await readToEnd(api, new Intake(sum, { skipInvalid, onHeldFault }), options);
  return totalFromSum(sum);
}

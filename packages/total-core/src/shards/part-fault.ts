/** Faults on their way through a part. */
import { TotalError, type Fault, type TotalErrorCode } from "../contract/errors.js";
import type { PartFault } from "./part.js";

/** Faults of the data: reading the data again gives them again. All other faults are of the reading. */
export const BAD_DATA: readonly TotalErrorCode[] = [
  "BAD_NUMBER",
  "BAD_FORMAT",
  "EXPONENT_RANGE",
  "NO_COLUMN",
];

export function partFault({ code, fault }: TotalError): PartFault {
  const { place: { source: _source, ...place } = {}, doing, expected, got, hints } = fault;
  return { code, place, doing, expected, got, hints };
}

/** The fault again, in its source. */
export function errorOf({ code, place, ...fault }: PartFault, source: string): TotalError {
  return new TotalError(code, { ...(fault as Fault), place: { source, ...place } });
}

import type { Place, TotalError } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import { hints } from "../hints.js";
import { literalError, type LiteralFault } from "./bounds.js";
import type { Spelling } from "./spelling.js";

/**
 * As {@link literalError}, with the options that would make a number of a literal.
 * @param others ways out that are less likely
 */
export function numberError(
  fault: LiteralFault,
  place: Place,
  literal: Uint8Array,
  given: Spelling,
  separators: string = "",
  others: readonly Hint[] = [],
): TotalError {
  const ways =
    fault.code === "BAD_NUMBER"
      ? [...(hints()?.ofNumber(literal, given, separators) ?? []), ...others]
      : undefined;
  return literalError(fault, place, literal, ways);
}

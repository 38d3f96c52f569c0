/** One decimal literal, added to a sum or taken out of it. */
import { literalError, type DecimalSink } from "../decode/literals/bounds.js";
import { addLiteral } from "../decode/literals/text-literal.js";
import type { ExactSum } from "../sum/exact-sum.js";

/** @throws TotalError `BAD_NUMBER` or `EXPONENT_RANGE`, without a place */
export function addText(text: string, sink: DecimalSink): void {
  const fault = addLiteral(text, sink);
  if (fault !== undefined) throw literalError(fault, {}, text);
}

/**
 * @throws TotalError as {@link addText} does
 * @throws RangeError as {@link ExactSum.unmerge} does
 */
export function subtractText(text: string, sum: ExactSum): void {
  addText(text, { decimal: (coefficient, exponent) => sum.subtractDecimal(coefficient, exponent) });
}

/** One decimal literal, added to a sum or taken out of it. */
import { addLiteral, literalError, type DecimalSink } from "../decode/literals/literal.js";
import { ExactSum } from "../sum/exact-sum.js";

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
  const literal = new Literal();
  addText(text, literal);
  if (literal.parts === 1) return sum.subtractDecimal(literal.coefficient, literal.exponent);
  const part = new ExactSum();
  addText(text, part);
  sum.unmerge(part);
}

/** The last part of a literal, and how many there are: nearly all have one. */
class Literal implements DecimalSink {
  coefficient: number | bigint = 0;
  exponent = 0;
  parts = 0;

  decimal(coefficient: number | bigint, exponent: number): void {
    this.coefficient = coefficient;
    this.exponent = exponent;
    this.parts++;
  }
}

/** Decimal literals in a list, one by one. */
import { wrongElement } from "../basics/describe.js";
import { literalError, type DecimalSink } from "../decode/literals/bounds.js";
import { addLiteral } from "../decode/literals/text-literal.js";

/** The options of lists of decimal strings. */
export interface StringsOptions {
  /** Pass over `null`, `undefined` and strings of nothing but white space, which are an error otherwise. @default false */
  readonly skipEmpty?: boolean | undefined;
}

/**
 * Adds one element of a list of decimal literals.
 * @param skipped is called in place of an error for what is no number, where there is such a function
 * @throws TypeError naming the index of what is no string
 * @throws TotalError `BAD_NUMBER` or `EXPONENT_RANGE`, with the index as its place
 */
export function addString(
  text: unknown,
  index: number,
  sink: DecimalSink,
  skipEmpty: boolean,
  skipped?: () => void,
): void {
  if (typeof text !== "string") {
    if (skipEmpty && (text === null || text === undefined)) return;
    throw wrongElement(index, skipEmpty ? "a string, null or undefined" : "a string", text);
  }
  const fault = addLiteral(text, sink);
  if (fault === undefined || (skipEmpty && text.trim() === "")) return;
  if (skipped === undefined || fault.code !== "BAD_NUMBER") throw literalError(fault, { index }, text);
  skipped();
}

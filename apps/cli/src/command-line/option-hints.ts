import { TotalError } from "@dlg/total-core";
import { optionText } from "./format-options.js";

/**
 * The same fault, in which the options that could help are the command's; `--field` is one where there are objects instead of numbers and
 * the caller named no field of theirs.
 */
export function withOptionHints(error: unknown, hasField: boolean): unknown {
  if (!(error instanceof TotalError)) return error;
  const needsField = error.got === "an object" && !hasField;
  if (error.hints.length === 0 && !needsField) return error;
  const expected = error.expectedIn(({ option, value }) => optionText(option, value));
  return new TotalError(error.code, {
    ...error.fault,
    expected: needsField ? `${expected}, or --field` : expected,
    hints: [],
  });
}

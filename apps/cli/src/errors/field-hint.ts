import { TotalError } from "@dlg/total-core";

/** The same fault; where there are objects instead of numbers and the caller named no field of theirs, that is the way out. */
export function withFieldHint(error: unknown, field: unknown): unknown {
  if (!(error instanceof TotalError) || error.got !== "an object" || field !== undefined) return error;
  return new TotalError(error.code, {
    ...error.fault,
    hints: [{ option: "field", value: "NAME", when: "for a field of the objects" }],
  });
}

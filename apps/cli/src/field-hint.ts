import { TotalError } from "@dlg/total-core";

/** The same fault, with the option that is missing where objects stand instead of numbers and no field of theirs was named. */
export function withFieldHint(error: unknown, field: string | undefined): unknown {
  if (!(error instanceof TotalError) || error.got !== "an object" || field !== undefined) return error;
  const { code, place, expected, got, cause } = error;
  return new TotalError(code, { place, expected: `${expected}, or --field`, got, cause });
}

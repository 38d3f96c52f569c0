import { TotalError, type Hint } from "@dlg/total-core";
import { quote } from "@dlg/total-core/internal";

/** The same fault; where the command line has a better way out of it, with that one. */
export function withFieldHint(error: unknown, field: string | readonly string[] | undefined): unknown {
  if (!(error instanceof TotalError)) return error;
  const hint = field === undefined ? anyField(error) : plainPath(error, [field].flat());
  return hint === undefined ? error : new TotalError(error.code, { ...error.fault, hints: [hint] });
}

/** There are objects instead of numbers, and the caller named no field of theirs. */
function anyField({ got }: TotalError): Hint | undefined {
  if (got !== "an object") return undefined;
  return { option: "field", value: "NAME", when: "for a field of the objects" };
}

/** A path as jq and JSONPath write it: `.data[].x`, `$.data[*].x`. Arrays need no sign here. */
function plainPath({ code, expected }: TotalError, fields: readonly string[]): Hint | undefined {
  const path = fields.find((one) => expected === `the field ${quote(one)}`);
  if (code !== "NO_COLUMN" || path === undefined) return undefined;
  const value = path.replace(/^\$?\.(?=.)/, "").replace(/\[\*?\]|\.\*(?=\.|$)/g, "");
  return value === path ? undefined : { option: "field", value, when: "as a path of keys" };
}

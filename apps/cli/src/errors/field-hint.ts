import { TotalError, type Hint } from "@dlg/total-core";
import { quote } from "@dlg/total-core/internal";
import type { Paths } from "./near-path.js";

/** The same fault; where the command line has a better way out of it, with that one. */
export async function withFieldHint(error: unknown, given: Paths): Promise<unknown> {
  if (!(error instanceof TotalError)) return error;
  const hints = await fieldHints(error, given);
  return hints === undefined ? error : new TotalError(error.code, { ...error.fault, hints });
}

async function fieldHints(error: TotalError, given: Paths): Promise<readonly Hint[] | undefined> {
  if (error.got === "an object" && given.field === undefined) {
    return [{ option: "field", value: "NAME", when: "for a field of the objects" }];
  }
  if (error.code !== "NO_COLUMN") return undefined;
  const plain = plainPath(error, [given.field ?? []].flat());
  if (plain !== undefined) return [plain];
  const near = await (await import("./near-path.js")).nearPath(error, given);
  return near && [near, ...error.hints];
}

/** A path as jq and JSONPath write it: `.data[].x`, `$.data[*].x`. Arrays need no sign here. */
function plainPath({ expected }: TotalError, fields: readonly string[]): Hint | undefined {
  const path = fields.find((one) => expected === `the field ${quote(one)}`);
  if (path === undefined) return undefined;
  const value = path.replace(/^\$?\.(?=.)/, "").replace(/\[\*?\]|\.\*(?=\.|$)/g, "");
  return value === path ? undefined : { option: "field", value, when: "as a path of keys" };
}

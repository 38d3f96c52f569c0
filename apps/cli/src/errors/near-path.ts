/** The path that may have been meant where an object has none like it; loaded only when one is missing. */
import type { Format, Hint, TotalError } from "@dlg/total-core";
import { namesInFile, NearestName, quote } from "@dlg/total-core/internal";
import { isAddress } from "../command-line/option-values.js";

export interface Paths {
  readonly field?: string | readonly string[] | undefined;
  readonly by?: string | number | readonly (string | number)[] | undefined;
  readonly format?: Format | undefined;
}

/** @returns `undefined` where the first object of the file has the path, or none that is near, or it is no file that can be read again */
export async function nearPath(
  { code, expected, place: { source } }: TotalError,
  { field = [], by = [], format }: Paths,
): Promise<Hint | undefined> {
  if (code !== "NO_COLUMN" || source === undefined || source === "-" || isAddress(source)) return undefined;
  const path = [field].flat().find((one) => expected === `the field ${quote(one)}`);
  const key = [by].flat().find((one) => expected === `a key at ${quote(String(one))}`);
  const meant = path ?? (key === undefined ? undefined : String(key));
  if (meant === undefined) return undefined;
  const { fields } = await namesInFile(source, { format });
  const value = fields.includes(meant) ? undefined : nearest(meant, fields);
  return value === undefined ? undefined : { option: path === undefined ? "by" : "field", value };
}

/** The path that ends with all of the one that was meant, or else the one whose spelling is nearest. */
function nearest(meant: string, paths: readonly string[]): string | undefined {
  const name = new NearestName(meant);
  for (const path of paths) name.consider(path);
  return paths.find((path) => path.endsWith(`.${meant}`)) ?? name.name;
}

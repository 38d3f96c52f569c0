import { quote } from "@dlg/total-core/internal";
import type { Dependencies } from "../process/dependencies.js";
import { UsageError } from "../errors/usage-error.js";
import type { SourceName } from "./source.js";

/** The names on the command line, or those of a list. */
export async function allNames(
  given: readonly string[],
  list: string | undefined,
  dependencies: Dependencies,
): Promise<readonly SourceName[]> {
  if (list === undefined) return given;
  if (given.length > 0) {
    throw new UsageError(`--files0-from: expected no source beside it, got ${quote(given[0]!)}`);
  }
  return (await import("./listed-names.js")).listedNames(list, dependencies);
}

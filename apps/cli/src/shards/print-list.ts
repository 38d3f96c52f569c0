import type { Dependencies } from "../process/dependencies.js";
import { listedSources, type ListingOptions } from "./listed-sources.js";

/** `dlg list`: a line for each source. */
export async function printList(
  given: readonly string[],
  options: ListingOptions,
  dependencies: Dependencies,
): Promise<void> {
  for await (const source of listedSources("dlg list", given, options, dependencies)) {
    dependencies.stdout.write(`${JSON.stringify(source)}\n`);
  }
}

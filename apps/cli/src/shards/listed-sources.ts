/** The sources of work that is cut into shards. */
import { quote } from "@dlg/total-core/internal";
import { listSources, type ListedSource, type ReachOptions } from "@dlg/total-core/node";
import type { Dependencies } from "../process/dependencies.js";
import { checkSources } from "../sources/sources.js";
import type { SourceName, SourceOptions } from "../sources/source.js";
import { usageErrorFromOption, UsageError } from "../errors/usage-error.js";
import { sourcesInManifest } from "./manifest.js";

export interface ListingOptions extends SourceOptions {
  /** A file of names. */
  readonly files0From?: string | undefined;
  /** A file that `dlg list` has written. */
  readonly manifest?: string | undefined;
}

/**
 * The sources that the command line names, with size and version.
 * @param place what errors begin with: `--shard`
 * @throws UsageError, TotalError
 */
export async function* listedSources(
  place: string,
  given: readonly string[],
  options: ListingOptions,
  dependencies: Dependencies,
): AsyncGenerator<ListedSource, void, undefined> {
  const { manifest, files0From } = options;
  if (manifest !== undefined) {
    const other = given[0] ?? files0From;
    if (other !== undefined)
      throw new UsageError(`--manifest: expected no source beside it, got ${quote(other)}`);
    const sources = await sourcesInManifest(manifest, dependencies);
    checkNames(
      place,
      sources.map(({ source }) => source),
      options,
      dependencies,
    );
    yield* sources;
    return;
  }
  const names = checkNames(place, await namesOf(given, files0From, dependencies), options, dependencies);
  try {
    yield* listSources(names, reachOf(options, dependencies));
  } catch (error) {
    throw usageErrorFromOption(error, place, ["sources", "url", "headers"]) ?? error;
  }
}

async function namesOf(
  given: readonly string[],
  list: string | undefined,
  dependencies: Dependencies,
): Promise<readonly SourceName[]> {
  const { allNames } = await import("../sources/all-names.js");
  return allNames(given, list, dependencies);
}

/** How the sources are reached. */
export function reachOf(
  { httpHeader: headers, timeout: timeoutMs }: SourceOptions,
  { interruption: signal }: Dependencies,
): ReachOptions {
  return { signal, headers, timeoutMs };
}

function checkNames(
  place: string,
  names: readonly SourceName[],
  options: SourceOptions,
  { environment }: Dependencies,
): readonly string[] {
  const refuse = (got: string, expected = "files or addresses") => {
    throw new UsageError(`${place}: expected ${expected}, got ${got}`);
  };
  if (names.length === 0 || options.api !== undefined) refuse("the numbers API");
  for (const name of names) {
    if (name === "-") refuse("standard input");
    if (typeof name !== "string") refuse(quote(name), "names in UTF-8, as parts are");
  }
  checkSources(names, options, { environment });
  return names as readonly string[];
}

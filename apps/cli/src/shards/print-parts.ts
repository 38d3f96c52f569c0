import { partOfShard, shardsOf, type ListedSource } from "@dlg/total-core/node";
import { givenOptions, optionText, usageErrorFromRange } from "../command-line/format-options.js";
import type { Dependencies } from "../process/dependencies.js";
import { UsageError } from "../errors/usage-error.js";
import type { TotalOptions } from "../print-total.js";
import { listedSources, reachOf } from "./listed-sources.js";
import { eachShard, type ShardNumbers } from "./shard-numbers.js";

/** `dlg total --shard`: the part of each shard on a line, as it is done. */
export async function printParts(
  given: readonly string[],
  shards: ShardNumbers,
  options: TotalOptions,
  dependencies: Dependencies,
): Promise<void> {
  refuseOthers(options);
  const { format, skipInvalid } = options;
  const sources: ListedSource[] = [];
  for await (const source of listedSources("--shard", given, options, dependencies)) sources.push(source);
  const all = shardsOf(sources, { of: shards.of, ...givenOptions(options), format, skipInvalid });
  const reach = reachOf(options, dependencies);
  for (const shard of eachShard(shards)) {
    const part = await partOfShard(all.shard(shard), reach).catch((error: unknown) => {
      throw usageErrorFromRange(error) ?? error;
    });
    dependencies.stdout.write(`${part}\n`);
  }
}

/** @throws UsageError for options that say how totals are printed, which `dlg merge` does, and for threads */
function refuseOthers(options: TotalOptions): void {
  const { json, exact, sort, each, places, names, threads } = options;
  const printing = { json, exact, sort, each, places, names: names === false ? false : undefined };
  for (const [name, value] of Object.entries(printing)) {
    if (value === undefined) continue;
    throw new UsageError(
      `--shard: expected it without ${optionText(name, value)}, got both`,
      "It is dlg merge that prints totals, and takes this option.",
    );
  }
  if (threads !== undefined) throw new UsageError("--shard: expected it without --threads, got both");
}

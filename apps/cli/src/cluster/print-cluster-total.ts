import { TotalError } from "@dlg/total-core";
import { type PartsMerge, shardsOf, type ListedSource, type Shard, type Shards } from "@dlg/total-core/node";
import type { Seal } from "@dlg/total-cluster";
import { givenOptions, optionText, usageErrorFromRange } from "../command-line/format-options.js";
import { isAddress } from "../command-line/option-values.js";
import { clusterFailure } from "../errors/cluster-failure.js";
import { withFieldHint } from "../errors/field-hint.js";
import { UsageError } from "../errors/usage-error.js";
import { noProgress, progressDisplay, type ProgressDisplay } from "../output/progress.js";
import type { TotalOptions } from "../print-total.js";
import type { Dependencies } from "../process/dependencies.js";
import { listedSources } from "../shards/listed-sources.js";
import { mergeFor, printTotals } from "../shards/print-merged.js";
import { noPartsFile, openPartsFile, type PartsFile } from "./parts-file.js";
import { redisAddress, sealFromEnvironment } from "./redis.js";
import { WantedShards } from "./wanted-shards.js";

const BYTES_OF_A_SHARD = 64 * 1024 * 1024;
const SOURCES_OF_A_SHARD = 100;

/** `dlg total --cluster`: the total that workers make. */
export async function printClusterTotal(
  given: readonly string[],
  options: TotalOptions,
  dependencies: Dependencies,
): Promise<void> {
  const { clock, interruption: signal } = dependencies;
  const begin = clock.now();
  if (options.threads !== undefined) throw refused("--cluster", optionText("threads", options.threads));
  const redis = redisAddress("--cluster", options.cluster, dependencies);
  const seal = await sealFromEnvironment(dependencies);
  if (seal === undefined) checkNoSecrets(given, options);
  const sources: ListedSource[] = [];
  for await (const source of listedSources("--cluster", given, options, dependencies)) sources.push(source);
  if (seal === undefined)
    checkNoSecrets(
      sources.map(({ source }) => source),
      options,
    );
  const shards = shardsOfSources(sources, options);
  const merge = mergeFor(options);
  const file = options.parts === undefined ? noPartsFile : await openPartsFile(options.parts, merge, signal);
  try {
    if (merge.run !== undefined && merge.run !== shards.run) {
      const place = { source: options.parts! };
      throw new TotalError("BAD_PARTIAL", {
        place,
        expected: `parts of run ${shards.run}`,
        got: `those of run ${merge.run}`,
      });
    }
    await addParts({ shards, redis, seal, merge, file }, options, dependencies);
  } finally {
    file.close();
  }
  await printTotals(merge, options, dependencies, begin);
}

function refused(option: string, other: string): UsageError {
  return new UsageError(`${option}: expected it without ${other}, got both`);
}

function shardsOfSources(sources: readonly ListedSource[], options: TotalOptions): Shards {
  const bytes = sources.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const least = Math.max(
    1,
    Math.ceil(bytes / BYTES_OF_A_SHARD),
    Math.ceil(sources.length / SOURCES_OF_A_SHARD),
  );
  const { format, skipInvalid, shards: of = least } = options;
  return shardsOf(sources, { of, ...givenOptions(options), format, skipInvalid });
}

interface Work {
  readonly shards: Shards;
  readonly redis: string;
  readonly seal: Seal | undefined;
  readonly merge: PartsMerge;
  readonly file: PartsFile;
}

/** Until all parts are there, or as many as show the first fault. */
async function addParts(
  { shards, redis, seal, merge, file }: Work,
  options: TotalOptions,
  dependencies: Dependencies,
): Promise<void> {
  if (merge.isDecided) return;
  const { runShards } = await import("@dlg/total-cluster");
  const { stderr, interruption: signal } = dependencies;
  const wanted = new WantedShards(shards, merge);
  const progress = progressOf(shards, options, dependencies);
  let bytes = 0;
  try {
    const finished = runShards(wanted.wanted(), {
      redis,
      seal,
      headers: options.httpHeader,
      timeoutMs: options.timeout,
      signal,
      onNoWorker: () => stderr.write("No worker is there: dlg worker --allow PREFIX starts one.\n"),
    });
    for await (const { shard, part } of finished) {
      merge.add(part, `shard ${shard.shard} of ${shard.of}`);
      file.append(part);
      bytes += bytesOf(shard);
      progress.show({ bytes, count: 0 });
      if (merge.isDecided) return;
      wanted.partCame();
    }
  } catch (error) {
    throw usageErrorFromRange(error) ?? (await withFieldHint(clusterFailure(error), options));
  } finally {
    progress.stop();
  }
}

/** Redis would hold them for everyone who may look into it. */
function checkNoSecrets(sources: readonly string[], { httpHeader }: TotalOptions): void {
  const secret = httpHeader === undefined ? firstSecret(sources) : "--http-header";
  if (secret === undefined) return;
  throw new UsageError(
    `--cluster: expected DLG_CLUSTER_KEY, which seals ${secret} in Redis, got none`,
    "A key for the command and its workers: export DLG_CLUSTER_KEY=$(openssl rand -base64 32)",
  );
}

function firstSecret(sources: readonly string[]): string | undefined {
  for (const source of sources) {
    if (!isAddress(source) || !URL.canParse(source)) continue;
    const { username, password, search } = new URL(source);
    if (username !== "" || password !== "") return "the user of an address";
    if (search !== "") return "the query of an address";
  }
  return undefined;
}

const bytesOf = ({ pieces }: Shard): number => pieces.reduce((sum, { begin, end }) => sum + (end - begin), 0);

function progressOf(
  { bytes }: Shards,
  { progress = true }: TotalOptions,
  { stderr, clock, isInForeground }: Dependencies,
): ProgressDisplay {
  if (!progress) return noProgress;
  return progressDisplay({ stderr, clock, allBytes: () => bytes, isInForeground });
}

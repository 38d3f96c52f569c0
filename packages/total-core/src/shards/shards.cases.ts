/** Sources read by one machine and by many, in a form that tests can compare. */
import { isDeepStrictEqual } from "node:util";
import { Currencies } from "../contract/currencies.js";
import { TotalError } from "../contract/errors.js";
import { fileNumbers } from "../node/file.js";
import { httpNumbers } from "../source/http/http-numbers.js";
import { digitsOfGroup } from "../total/group-digits.js";
import { GrandTotals } from "../total/grand-totals.js";
import type { Groups } from "../total/groups.js";
import type { ColumnTotal } from "../total/totals-of.js";
import { listSources } from "./list-sources.js";
import { partOfShard } from "./part-of-shard.js";
import { storedGroups } from "./merged-sources.js";
import { PartsMerge } from "./parts-merge.js";
import type { ListedSource, ShardOptions } from "./shard.js";
import { shardsOf } from "./shards-of.js";

export async function listedSources(paths: readonly string[]): Promise<ListedSource[]> {
  const listed: ListedSource[] = [];
  for await (const one of listSources(paths)) listed.push(one);
  return listed;
}

/** The parts of all shards. */
export async function partsOf(
  paths: readonly string[],
  of: number,
  options: ShardOptions,
): Promise<string[]> {
  const shards = shardsOf(await listedSources(paths), { of, ...options });
  const lines: string[] = [];
  for (let i = 0; i < of; i++) lines.push(await partOfShard(shards.shard(i)));
  return lines;
}

/** Where the outcome of shards is not that of one machine, with bad numbers and without: nowhere, it is to be hoped. */
export async function differencesOf(
  sources: readonly string[],
  options: ShardOptions,
  counts: readonly number[],
): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const skipInvalid of [false, true]) {
    const asked = { ...options, skipInvalid };
    const whole = await wholeOutcome(sources, asked);
    for (const of of counts) {
      const merged = await mergedOutcome(await partsOf(sources, of, asked));
      if (!isDeepStrictEqual(merged, whole)) found.push({ of, skipInvalid, merged, whole });
    }
  }
  return found;
}

/** The outcome of a merge, second readings included. */
export async function mergedOutcome(lines: Iterable<string>): Promise<unknown> {
  const merge = new PartsMerge();
  return outcomeOf(async () => {
    for (const line of lines) merge.add(line);
    for (let again = merge.toReadAgain(); again !== undefined; again = merge.toReadAgain()) {
      merge.add(await partOfShard(again));
    }
    const totals = merge.totals();
    return { ...totals, groups: storedGroups(totals) };
  });
}

/** The same of one machine. */
async function wholeOutcome(
  paths: readonly string[],
  { skipInvalid = false, ...options }: ShardOptions,
): Promise<unknown> {
  return outcomeOf(async () => {
    const grand = new GrandTotals();
    const currencies = new Currencies();
    for (const path of paths) {
      const api = path.startsWith("http")
        ? httpNumbers(path, options)
        : fileNumbers(path, { ...options, threads: 1 });
      await grand.add(api, path, { skipInvalid, currencies });
    }
    return grand;
  });
}

interface Found {
  readonly columns: readonly ColumnTotal[];
  readonly groups: Groups;
  readonly keyNames: readonly string[];
}

async function outcomeOf(work: () => Promise<Found>): Promise<unknown> {
  try {
    const { columns, groups, keyNames } = await work();
    const shown = columns.map(({ total, column, ...counts }) => {
      const name = columns.length === 1 ? undefined : column;
      return { ...counts, column: name, total: Buffer.from(total.toBytes()).toString("hex") };
    });
    const shownGroups = Array.from(groups, (group) => [
      groups.keyOf(group),
      ...columns.map((_, column) => [
        digitsOfGroup(groups, group, column, {}),
        groups.countOf(group, column),
      ]),
    ]);
    return { columns: shown, groups: shownGroups, keyNames: groups.size === 0 ? [] : keyNames };
  } catch (error) {
    if (!(error instanceof TotalError)) throw error;
    const { code, message, place, hints, headline } = error;
    return { code, message, place, hints, headline };
  }
}

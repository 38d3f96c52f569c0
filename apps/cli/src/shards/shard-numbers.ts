import { quote } from "@dlg/total-core/internal";
import { UsageError } from "../errors/usage-error.js";

/** The shards that one process is to do. */
export interface ShardNumbers {
  /** From the first to the last of each run; ascending, without overlap. */
  readonly runs: readonly ShardRun[];
  /** How many shards there are. */
  readonly of: number;
}

type ShardRun = readonly [first: number, last: number];

const MOST_SHARDS = 10_000_000;

/** @throws UsageError for a text that is not like `3/10`, `3,17/100` or `0-9/100` */
export function shardsFromText(text: string): ShardNumbers {
  const [, list, count] = /^(\d{1,9}(?:-\d{1,9})?(?:,\d{1,9}(?:-\d{1,9})?)*)\/(\d{1,9})$/.exec(text) ?? [];
  if (list === undefined)
    throw wrong("shards and their number, as in 3/10, 3,17/100 or 0-9/100", quote(text));
  const of = Number(count);
  if (of < 1 || of > MOST_SHARDS) throw wrong(`a number of shards from 1 to ${MOST_SHARDS}`, String(of));
  return { runs: joined(list.split(",").map((part) => runFrom(part, of))), of };
}

function runFrom(text: string, of: number): ShardRun {
  const [first = 0, last = first] = text.split("-").map(Number);
  if (last >= of) throw wrong(`shards from 0 to ${of - 1}`, String(last));
  if (last < first) throw wrong("the first shard before the last", quote(text));
  return [first, last];
}

function joined(runs: readonly ShardRun[]): ShardRun[] {
  const all: [number, number][] = [];
  for (const [first, last] of [...runs].sort((a, b) => a[0] - b[0])) {
    const before = all.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else all.push([first, last]);
  }
  return all;
}

export function* eachShard({ runs }: ShardNumbers): Generator<number> {
  for (const [first, last] of runs) for (let shard = first; shard <= last; shard++) yield shard;
}

function wrong(expected: string, got: string): UsageError {
  return new UsageError(`--shard: expected ${expected}, got ${got}`);
}

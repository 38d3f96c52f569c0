import type { ColumnTotal } from "../total/totals-of.js";
import type { Format } from "../contract/numbers-api.js";
import type { Groups } from "../total/groups.js";
import type { Shard } from "./shard.js";

/** The totals of one source. */
export interface MergedSource {
  readonly source: string;
  readonly format: Format;
  readonly columns: readonly ColumnTotal[];
  /** As they are stored. */
  readonly bytes: number;
}

/** What one machine would have found. */
export interface MergedTotals {
  readonly columns: readonly ColumnTotal[];
  /** With the option `by`. */
  readonly groups: Groups | undefined;
  readonly keyNames: readonly string[];
  readonly bytes: number;
  readonly sources: readonly MergedSource[];
}

/**
 * Puts the parts of a run together, in any order, and proves that they cover every source once.
 *
 * ```ts
 * const merge = new PartsMerge();
 * for (const line of lines) merge.add(line);
 * for (let shard = merge.toReadAgain(); shard !== undefined; shard = merge.toReadAgain()) merge.add(await partOfShard(shard));
 * merge.totals().columns[0].total.toString();
 * ```
 */
export class PartsMerge {
  /** The run of all parts; `undefined` before the first. */
  get run(): string | undefined {
    return undefined;
  }

  /** How many shards there are; `undefined` before the first part. */
  get of(): number | undefined {
    return undefined;
  }

  /**
   * Takes a part. One that is there already is taken once.
   * @param line without its line break
   * @param name where it stands, for errors: `parts.jsonl:3`
   * @throws TotalError BAD_PARTIAL where it is damaged, of another run, or contradicts another part
   */
  add(line: string | Uint8Array, name?: string): void {
    void [line, name];
  }

  /** Whether the shard's part is there. */
  has(shard: number): boolean {
    return shard < 0;
  }

  /** The shards that have no part, as `--shard` takes them without `/N`: `3,17-19`; empty where none is missing. */
  missing(): string {
    return "";
  }

  /** The first shard that certainly has bad data: nothing behind it matters. */
  get firstFaultyShard(): number | undefined {
    return undefined;
  }

  /**
   * The piece that has to be read again from where it truly begins, as a shard of its own, whose part is to be added: a CSV's piece that was guessed wrong.
   * `Shards.readable` gives it the address that it takes to read it. Looked for in the part that is complete, so that there may be one before all parts are there.
   */
  toReadAgain(): Shard | undefined {
    return undefined;
  }

  /**
   * The totals.
   * @throws TotalError the first fault in the sources' order; BAD_PARTIAL where the parts do not fit together; SOURCE_UNAVAILABLE where shards are
   * missing, or are to be read again
   */
  totals(): MergedTotals {
    throw new Error("");
  }
}

import { utf8Encoder } from "../basics/text-codecs.js";
import { TotalError } from "../contract/errors.js";
import { bad } from "./merged-pieces.js";
import { MergedSources } from "./merged-sources.js";
import type { MergedTotals, MergeOptions } from "./merged-totals.js";
import type { Part, PartPiece } from "./part.js";
import { partFrom } from "./part-line.js";
import { runOf } from "./run.js";
import { sha256 } from "./sha-256.js";
import type { Shard, ShardOptions, ShardPiece } from "./shard.js";
import { missingFrom, shownShards } from "./shard-list.js";

/** A line that was taken. */
interface Taken {
  /** Tells it from others. */
  readonly digest: string;
}

/** A piece, and where it stands. */
interface NamedPiece extends Taken {
  readonly piece: PartPiece;
  readonly name: string;
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
  /** The first part, without its pieces: all others are of its run. */
  #first: Part | undefined;
  readonly #taken = new Map<number, Taken>();
  /** Parts whose turn has not come. */
  readonly #early = new Map<number, { readonly part: Part; readonly name: string }>();
  /** Second readings, by what was read. */
  readonly #seconds = new Map<string, NamedPiece>();
  /** The shard, and its piece, whose turn it is. */
  #next = 0;
  #nextPiece = 0;
  #wanted: Shard | undefined;
  #certainFault: number | undefined;
  readonly #sources: MergedSources;

  constructor(options: MergeOptions = {}) {
    this.#sources = new MergedSources(options);
  }

  /** The run of all parts; `undefined` before the first. */
  get run(): string | undefined {
    return this.#first?.run;
  }

  /** How many shards there are; `undefined` before the first part. */
  get of(): number | undefined {
    return this.#first?.of;
  }

  /** How the numbers are written; `undefined` before the first part. */
  get options(): ShardOptions | undefined {
    return this.#first?.options;
  }

  /**
   * Takes a part. One that is there already is taken once.
   * @param line without its line break
   * @param name where it stands, for errors: `parts.jsonl:3`
   * @throws TotalError BAD_PARTIAL where it is damaged, of another run, or contradicts another part
   */
  add(line: string | Uint8Array, name: string = "part"): void {
    const bytes = typeof line === "string" ? utf8Encoder().encode(line) : line;
    const part = partFrom(bytes, name);
    this.#first ??= { ...part, pieces: [] };
    const { run, of, options } = this.#first;
    if (part.run !== run) throw bad(name, `a part of run ${run}`, `one of run ${part.run}`);
    if (part.of !== of || JSON.stringify(part.options) !== JSON.stringify(options)) {
      throw bad(name, "the shards and options of its run", "others");
    }
    if (part.pieces.some(({ fault, guess }) => fault !== undefined && !guess)) {
      this.#certainFault = Math.min(part.shard, this.#certainFault ?? part.shard);
    }
    const digest = sha256().update(bytes).digest("base64");
    const [piece] = part.pieces;
    if (piece !== undefined && isSecond(piece)) this.#addSecond(part, { piece, name, digest });
    else if (this.#isNew(part.shard, digest, name)) this.#early.set(part.shard, { part, name });
    this.#goOn();
  }

  /** Whether the shard's part is there. */
  has(shard: number): boolean {
    return this.#taken.has(shard);
  }

  /** The shards that have no part, as `--shard` takes them in front of `/N`: `3,17-19`; empty where none is missing. */
  missing(): string {
    return shownShards(missingFrom((shard) => this.has(shard), this.of ?? 0));
  }

  /** The shard with the first fault, once nothing before it can be at fault: nothing behind it is of interest. */
  get faultyShard(): number | undefined {
    return this.#sources.end === undefined ? undefined : this.#next;
  }

  /** The first shard with a fault that no proof can take away: nothing behind it is of interest. */
  get certainFault(): number | undefined {
    return this.#certainFault;
  }

  /** Whether all parts are there and proven, or the first fault is. */
  get isDecided(): boolean {
    return this.#sources.end !== undefined || (this.#taken.size === this.of && this.#wanted === undefined);
  }

  /** The names of all sources, in their order, as far as parts have told them. */
  sources(): readonly string[] {
    const names = this.#sources.listed.map(({ source }) => source);
    for (const { part } of this.#early.values()) {
      for (const { index, source } of part.pieces) names[index] = source;
    }
    return names.filter((name) => name !== undefined);
  }

  /**
   * A piece that has to be read again, as a shard of its own, whose part is to be added: of a CSV that was guessed wrong, from where its first row truly
   * begins; with `money`, of a source whose currency is another one than that of the sources before. It is told once all parts before it are there.
   * `Shards.readable` gives it the address that it takes to read it.
   */
  toReadAgain(): Shard | undefined {
    return this.#wanted;
  }

  /**
   * The totals.
   * @throws TotalError the first fault in the sources' order; BAD_PARTIAL where there is no part, or the parts do not fit together; SOURCE_UNAVAILABLE
   * where shards are missing, or are to be read again
   */
  totals(): MergedTotals {
    const sources = this.#sources;
    if (sources.end !== undefined) throw sources.end.reason;
    if (this.#first === undefined) throw bad("parts", "at least one part", "none");
    const { of, options, run } = this.#first;
    const missing = this.missing();
    if (missing !== "") throw unavailable(`the parts of all ${of} shards`, `none of ${missing}/${of}`);
    if (this.#wanted !== undefined) throw unavailable(`a second reading of shard ${this.#next}`, "none");
    if (!sources.isComplete) throw bad("parts", "pieces to the end of each source", "fewer");
    if (runOf({ of, options, sources: sources.listed }) !== run) {
      throw bad("parts", `the sources of run ${run}`, "others");
    }
    return sources.totals();
  }

  /** @throws TotalError BAD_PARTIAL where the shard has another part */
  #isNew(shard: number, digest: string, name: string): boolean {
    const known = this.#taken.get(shard);
    if (known === undefined) {
      this.#taken.set(shard, { digest });
      return true;
    }
    if (known.digest === digest) return false;
    throw bad(name, `one part of shard ${shard}`, "another one of it");
  }

  #addSecond({ shard, pieces }: Part, second: NamedPiece): void {
    const { piece, name, digest } = second;
    if (pieces.length > 1) throw bad(name, "one piece in a second reading", String(pieces.length));
    const key = secondKey(shard, piece);
    const known = this.#seconds.get(key) ?? second;
    if (known.digest !== digest) throw bad(name, `one second reading of shard ${shard}`, "another one of it");
    this.#seconds.set(key, known);
  }

  /** Takes all pieces whose turn it is. */
  #goOn(): void {
    while (this.#sources.end === undefined) {
      const early = this.#early.get(this.#next);
      if (early === undefined) return;
      const given = early.part.pieces[this.#nextPiece];
      if (given === undefined) {
        this.#early.delete(this.#next++);
        this.#nextPiece = 0;
      } else if (!this.#addPiece(early.part, given, early.name)) return;
    }
  }

  /** @returns whether there is something to go on with */
  #addPiece(part: Part, given: PartPiece, name: string): boolean {
    const wanted = this.#wanted?.pieces[0];
    const second = wanted && this.#seconds.get(secondKey(part.shard, wanted));
    if (wanted !== undefined && second === undefined) return false;
    const again = this.#sources.add(second?.piece ?? given, second?.name ?? name);
    if (again === undefined) {
      this.#wanted = undefined;
      this.#nextPiece++;
    } else if (second === undefined) {
      const { source, index, size, version, begin, end } = given;
      this.#wanted = { ...part, pieces: [{ source, index, size, version, begin, end, ...again }] };
    } else throw bad(second.name, "a second reading that fits", "another");
    return true;
  }
}

function isSecond({ start, before }: ShardPiece): boolean {
  return start !== undefined || before !== undefined;
}

function secondKey(shard: number, { index, start, before }: ShardPiece): string {
  return JSON.stringify([shard, index, start ?? null, before ?? null]);
}

function unavailable(expected: string, got: string): TotalError {
  return new TotalError("SOURCE_UNAVAILABLE", { place: { source: "parts" }, expected, got });
}

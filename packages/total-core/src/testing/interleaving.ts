/** Sources that are read in one process by turns, some of them not to their end, each as if it were alone. */
import { createContext, Script } from "node:vm";
import { TotalError } from "../contract/errors.js";
import type { EncodedBatch } from "../contract/numbers-api.js";
import { provideFeeds } from "../decode/feeds.js";
import { useKernels } from "../decode/use-kernels.js";
import { csvKernel } from "../kernel/csv.js";
import { objectsKernel } from "../kernel/objects.js";
import { textKernel } from "../kernel/text.js";
import { provideKernel } from "../sum/loaded-kernel.js";
import { ColumnSums } from "../total/column-sums.js";
import { ColumnsAccumulator } from "../total/columns-accumulator.js";
import { columnTotals, groupTotals } from "../total/totals-of.js";
import { anySourceFromSeed, type AnySource } from "./any-source-fuzz.js";
import { Random } from "./fuzzed-source.js";
import { inKernelMemory } from "./outcome.js";
import { cutIntoPieces } from "./recorder.js";

/** Ends only what hangs. */
const HANGS_AFTER_MS = 300_000;

/** Does synchronous work that may hang. @throws Error where it does */
function unlessItHangs<T>(work: () => T): T {
  const context = createContext({ work });
  return new Script("work()").runInContext(context, { timeout: HANGS_AFTER_MS }) as T;
}

/** What a reading comes to, in a form that is compared. */
type Outcome = { readonly error: string } | { readonly columns: unknown; readonly groups: unknown };

/** A source that is read, a piece at a time. */
class OneReading {
  readonly #sums = new ColumnSums();
  readonly #accumulator: ColumnsAccumulator;
  readonly #batches: Iterator<EncodedBatch>;
  #outcome: Outcome | undefined;

  constructor({ encoding, skipInvalid }: AnySource, pieces: Iterable<Uint8Array>, times: number) {
    this.#accumulator = new ColumnsAccumulator(this.#sums, { skipInvalid, keys: "maybe" });
    this.#batches = batchesOf(
      encoding,
      Array.from({ length: times }, () => pieces),
    );
  }

  get outcome(): Outcome | undefined {
    return this.#outcome;
  }

  /** Reads on. */
  step(): void {
    try {
      const { done, value } = this.#batches.next();
      if (done !== true) return this.#accumulator.add(value);
      this.#accumulator.end();
      this.#outcome = outcomeOf(this.#sums, this.#accumulator);
    } catch (error) {
      this.#outcome = {
        error: error instanceof TotalError ? `${error.code} ${error.message}` : String(error),
      };
      this.#batches.return?.();
    }
  }

  /** Nobody reads on, and nobody says so to the decoder. */
  cancel(): void {
    this.#batches.return?.();
  }
}

/** The pieces of a source, as often as it is read: each time it has another name. */
function* batchesOf(
  encoding: AnySource["encoding"],
  sources: readonly Iterable<Uint8Array>[],
): Generator<EncodedBatch> {
  for (const [index, pieces] of sources.entries()) {
    for (const bytes of pieces) yield { ...encoding, name: `source ${index}`, bytes };
  }
}

function outcomeOf(sums: ColumnSums, accumulator: ColumnsAccumulator): Outcome {
  const columns = columnTotals(sums).map(({ total, ...counts }) => ({
    total: String(total),
    count: total.count,
    ...counts,
  }));
  const groups = Array.from(sums.groups, (group) => {
    const { keys, totals } = groupTotals(sums, group);
    return [...keys, ...totals.map((total) => `${total} of ${total.count}`)];
  });
  return { columns: [columns, accumulator.progress], groups };
}

/** The outcome of a source that is read alone, and by the readers in TypeScript. */
function outcomeAlone(source: AnySource, times: number): Outcome {
  provideFeeds({ text: () => undefined, csv: () => undefined, json: (reader) => reader });
  provideKernel(() => undefined);
  try {
    const reading = new OneReading(source, [source.bytes], times);
    while (reading.outcome === undefined) reading.step();
    return reading.outcome;
  } finally {
    useKernels();
  }
}

/** Nobody may look at a piece after the next one is asked for. */
function* lent(pieces: readonly Uint8Array[]): Generator<Uint8Array> {
  for (const piece of pieces) {
    const copy = piece.slice();
    yield copy;
    copy.fill(0xee);
  }
}

interface Part {
  readonly what: string;
  readonly reading: OneReading;
  readonly expected: Outcome;
  /** How many steps it is read, at most. */
  stepsLeft: number;
}

/** The outcome of a source that did not come to what it comes to alone. */
export interface Difference {
  readonly what: string;
  readonly expected: Outcome;
  readonly got: Outcome | undefined;
}

/** Most random sources have a fault. They are read to it and no further: as many others are wanted. */
const MOST_TRIES = 4;

class Interleaving {
  readonly #random: Random;
  readonly #hasMany: boolean;
  readonly #parts: Part[] = [];
  /** Whether no part reads in the kernels' memory, where there are buffers for one. */
  #isMemoryFree = true;

  constructor(seed: number, hasMany: boolean) {
    this.#random = new Random(seed);
    this.#hasMany = hasMany;
  }

  run(): Difference | undefined {
    const random = this.#random;
    for (let left = random.integer(2, 5); left > 0; left--) this.#addSource();
    const most = random.pick([1, 3, 20, 1000]);
    for (let open = this.#parts; open.length > 0; open = open.filter(isOpen)) {
      const part = random.pick(open);
      for (let left = random.integer(1, most); left > 0 && isOpen(part); left--) {
        part.reading.step();
        part.stepsLeft--;
      }
      if (part.stepsLeft === 0 && random.chance(0.5)) part.reading.cancel();
    }
    for (const { reading } of this.#parts) reading.cancel();
    return this.#firstDifference();
  }

  #addSource(): void {
    const random = this.#random;
    const isFaultWanted = random.chance(0.4);
    const times = random.pick([1, 1, 1, 2]);
    for (let tries = 1; ; tries++) {
      const seed = random.integer(0, 2 ** 31);
      const source = anySourceFromSeed(seed, this.#hasMany);
      const expected = outcomeAlone(source, times);
      if ("error" in expected && !isFaultWanted && tries < MOST_TRIES) continue;
      this.#addPart(`${JSON.stringify(source.encoding)} of seed ${seed}`, source, expected, times);
      // The same rows in two sources at a time, too.
      if (random.chance(0.1)) this.#addPart("the same again", source, expected, times);
      return;
    }
  }

  #addPart(what: string, source: AnySource, expected: Outcome, times: number): void {
    const random = this.#random;
    const { bytes, lengths } = source;
    const pieces = cutIntoPieces(bytes, random.chance(0.3) ? [random.integer(300, 90_000)] : lengths);
    const isInPlace = this.#isMemoryFree && times === 1 && random.chance(0.3);
    if (isInPlace) this.#isMemoryFree = false;
    const lend = isInPlace ? inKernelMemory : lent;
    const reading = new OneReading(source, { [Symbol.iterator]: () => lend(pieces) }, times);
    const stepsLeft = random.chance(0.25) ? random.integer(1, pieces.length * times) : Infinity;
    this.#parts.push({ what, reading, expected, stepsLeft });
  }

  #firstDifference(): Difference | undefined {
    for (const { what, reading, expected, stepsLeft } of this.#parts) {
      const got = reading.outcome;
      const isRead = got !== undefined || stepsLeft > 0;
      if (isRead && JSON.stringify(got) !== JSON.stringify(expected)) return { what, expected, got };
    }
    return undefined;
  }
}

function isOpen({ reading, stepsLeft }: Part): boolean {
  return reading.outcome === undefined && stepsLeft > 0;
}

/**
 * Reads a few random sources by turns.
 * @param hasMany as in {@link anySourceFromSeed}
 * @returns the first source, if any, that comes to something else than alone
 * @throws Error where it hangs
 */
export function interleave(seed: number, hasMany: boolean): Difference | undefined {
  // Otherwise they would take no pieces of short sources.
  for (const kernel of [csvKernel, objectsKernel, textKernel]) kernel(Infinity, Infinity);
  return unlessItHangs(() => new Interleaving(seed, hasMany).run());
}

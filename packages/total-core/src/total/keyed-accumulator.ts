/** Adds decoded numbers to the groups of their keys. */
import { wrongType } from "../basics/describe.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import type { DecodedNumbers, NumberKeys } from "../contract/numbers-api.js";
import { decodedNumbers } from "./decoded.js";
import type { Groups } from "./groups.js";

/** The numbers of this many keys are added in much less than a millisecond. */
const STEP_KEYS = 256;

type Numbers = DecodedNumbers["numbers"];

/**
 * Adds the batches of one source. A batch is sorted by keys first (a counting sort), so that each group gets its numbers as one list.
 */
export class KeyedAccumulator {
  readonly #groups: Groups;
  /** The names that the last batch had, and the groups of these. */
  #names: readonly string[] = [];
  #groupsOfNames: number[] = [];
  /** For each key: how many numbers the batch has for it, then where the next one goes in the sorted list. All 0 between batches. */
  #places = new Uint32Array(0);

  constructor(groups: Groups) {
    this.#groups = groups;
  }

  /**
   * @param batch one with keys
   * @throws TypeError or RangeError where the keys or the numbers are none
   */
  *add(batch: DecodedNumbers): Generator<undefined, void> {
    const { names, indices } = batch.keys!;
    checkKeys({ names, indices }, decodedNumbers(batch).length);
    this.#begin(names);
    if (this.#places.length < names.length) this.#places = new Uint32Array(2 * names.length);
    const { keys, order } = this.#sorted(indices);
    const list = decodedNumbers({ ...batch, numbers: inOrder(batch.numbers, order) });
    let start = 0;
    for (const [i, key] of keys.entries()) {
      const end = this.#places[key]!;
      this.#places[key] = 0;
      if (i % STEP_KEYS === 0) yield;
      this.#groups.beginGroup(this.#groupsOfNames[key]!);
      list.addTo(this.#groups, start, end);
      start = end;
    }
  }

  #begin(names: readonly string[]): void {
    if (names !== this.#names) this.#groupsOfNames = [];
    this.#names = names;
    const groups = this.#groupsOfNames;
    while (groups.length < names.length) groups.push(this.#groups.groupOf(names[groups.length]!));
  }

  /** The keys that occur, and where each sorted number stands in the batch. Afterwards a key's place is the end of its numbers. */
  #sorted(indices: Uint32Array): { readonly keys: readonly number[]; readonly order: Uint32Array } {
    const places = this.#places;
    const keys: number[] = [];
    for (const key of indices) if (places[key]!++ === 0) keys.push(key);
    let next = 0;
    for (const key of keys) {
      const count = places[key]!;
      places[key] = next;
      next += count;
    }
    const order = new Uint32Array(indices.length);
    for (let i = 0; i < indices.length; i++) order[places[indices[i]!]!++] = i;
    return { keys, order };
  }
}

function checkKeys({ names, indices }: NumberKeys, length: number): void {
  if (!Array.isArray(names)) throw wrongType("names", "an array", names);
  if (typedArrayName(indices) !== "Uint32Array") throw wrongType("indices", "a Uint32Array", indices);
  if (indices.length !== length) {
    throw new RangeError(`indices: expected one for each of ${length} numbers, got ${indices.length}`);
  }
  for (const key of indices) {
    if (key >= names.length) throw new RangeError(`indices: expected some below ${names.length}, got ${key}`);
  }
}

function inOrder(numbers: Numbers, order: Uint32Array): Numbers {
  if ("bigEndian" in numbers) {
    const { bigEndian, width } = numbers;
    return { bigEndian: cellsInOrder(bigEndian, width, order), width };
  }
  if ("words" in numbers) {
    const { words, width } = numbers;
    return { words: cellsInOrder(words, width, order), width };
  }
  const copy = numbers.slice() as (number | bigint)[];
  for (let to = 0; to < order.length; to++) copy[to] = numbers[order[to]!]!;
  return copy as Numbers;
}

/** @param width elements of each cell */
function cellsInOrder<Cells extends Uint8Array | Uint32Array>(
  cells: Cells,
  width: number,
  order: Uint32Array,
): Cells {
  const copy = cells.slice() as Cells;
  for (let to = 0; to < order.length; to++) {
    const from = order[to]! * width;
    for (let i = 0; i < width; i++) copy[to * width + i] = cells[from + i]!;
  }
  return copy;
}

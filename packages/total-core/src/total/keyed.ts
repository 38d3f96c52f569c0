/** Decoded numbers, and into the groups of their keys with them. */
import { wrongType } from "../basics/describe.js";
import type { DecodedBatch, NumberKeys } from "../contract/numbers-api.js";
import { typedArrayName } from "../basics/typed-arrays.js";
import { decodedNumbers } from "./decoded.js";
import type { Groups } from "./groups.js";

/** So many are added in much less than a millisecond. */
const STEP_KEYS = 256;

type Numbers = DecodedBatch["numbers"];

/** Adds batch after batch of one source. */
export class KeyedIntake {
  readonly #groups: Groups;
  /** The keys whose groups there are. */
  #names: readonly string[] = [];
  #begun = 0;
  /** Of each key, how many numbers of a batch it has; then where the next of them goes. All 0 in between. */
  #places = new Uint32Array(0);

  constructor(groups: Groups) {
    this.#groups = groups;
  }

  /** @throws TypeError or RangeError where it is no batch with keys */
  *add(batch: DecodedBatch & { readonly keys: NumberKeys }): Generator<undefined, void> {
    const { names, indices } = batch.keys;
    const { length } = decodedNumbers(batch);
    checkKeys(batch.keys, length);
    this.#begin(names);
    if (this.#places.length < names.length) this.#places = new Uint32Array(2 * names.length);
    const { keys, order } = this.#sorted(indices);
    const list = decodedNumbers({ ...batch, numbers: inOrder(batch.numbers, order) });
    let start = 0;
    for (const [i, key] of keys.entries()) {
      const end = this.#places[key]!;
      this.#places[key] = 0;
      if (i % STEP_KEYS === 0) yield;
      this.#groups.begin(names[key]!);
      this.#groups.add(list, start, end);
      start = end;
    }
  }

  #begin(names: readonly string[]): void {
    if (names !== this.#names) this.#begun = 0;
    this.#names = names;
    for (; this.#begun < names.length; this.#begun++) this.#groups.begin(names[this.#begun]!);
  }

  /** The keys, and the numbers in their order. Afterwards each key's place is the end of its numbers. */
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
    const bytes = new Uint8Array(bigEndian.length);
    for (let to = 0; to < order.length; to++) {
      const from = order[to]! * width;
      for (let i = 0; i < width; i++) bytes[to * width + i] = bigEndian[from + i]!;
    }
    return { bigEndian: bytes, width };
  }
  const copy = numbers.slice() as (number | bigint)[];
  for (let to = 0; to < order.length; to++) copy[to] = numbers[order[to]!]!;
  return copy as Numbers;
}

/** The parts of random sources. */
import { bytesOf } from "./recorder.js";

export interface FuzzedSource {
  readonly bytes: Uint8Array;
  /** The lengths of the pieces, taken in turn. */
  readonly lengths: readonly number[];
}

export function jsonNumber(random: Random): string {
  const sign = random.pick(["", "", "-"]);
  const integer = digits(random, random.pick([1, 2, 5, 8, random.integer(1, 70)])).replace(/^0+(?=.)/, "");
  const fraction = random.chance(0.5) ? `.${digits(random, random.integer(1, random.pick([2, 2, 40])))}` : "";
  return `${sign}${integer}${fraction}`;
}

export function digits(random: Random, length: number): string {
  return Array.from({ length }, () => random.integer(0, 9)).join("");
}

/** Now and then a byte becomes another one. */
export function damaged(random: Random, bytes: Uint8Array): Uint8Array {
  if (random.chance(0.3)) {
    const likely = bytesOf('0159+-.eE,;[]{}" \t\r\n\0\xff');
    const place = random.integer(0, bytes.length - 1);
    bytes[place] = random.chance(0.5)
      ? random.integer(0, 255)
      : likely[random.integer(0, likely.length - 1)]!;
  }
  return bytes;
}

export function pieceLengths(random: Random): number[] {
  const longest = random.pick([1000, 2000, 5000]);
  return Array.from({ length: 8 }, () => random.integer(1, random.pick([3, 600, longest])));
}

/** mulberry32, by Tommy Ettinger. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let z = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  integer(least: number, greatest: number): number {
    return least + Math.floor(this.#next() * (greatest - least + 1));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)]!;
  }
}

import { strictUtf8Decoder } from "./text-codecs.js";

/** How many keys are remembered at first and at most: powers of two. A source may be small, and there may be thousands of them. */
const FEWEST_PLACES = 16;
const MOST_PLACES = 8192;
const GROWTH = 8;
/** Longer keys are decoded each time. */
const PLACE_BYTES = 32;

/** The strings of UTF-8 keys. Keys repeat, and finding a remembered one is faster than decoding it again. */
export class KeyStrings {
  #strings: (string | undefined)[] = [];
  #lengths = new Uint8Array(0);
  #bytes = new Uint8Array(0);
  /** How many keys will be remembered before there are more places. */
  #left = 0;

  /** The string of `bytes` from `start` to `end`; `undefined` where they are not UTF-8. */
  of(bytes: Uint8Array, start: number, end: number): string | undefined {
    const length = end - start;
    if (length > PLACE_BYTES) return keyString(bytes, start, end);
    const hash = hashOf(bytes, start, end);
    const place = hash & (this.#lengths.length - 1);
    const known = this.#strings[place];
    if (known !== undefined && this.#isAt(place, bytes, start, end)) return known;
    const string = keyString(bytes, start, end);
    if (this.#left-- === 0) this.#makeRoom();
    this.#remember(hash & (this.#lengths.length - 1), bytes, start, end, string);
    return string;
  }

  /** Forgets all keys. */
  #makeRoom(): void {
    const places = Math.min(Math.max(FEWEST_PLACES, GROWTH * this.#lengths.length), MOST_PLACES);
    this.#left = places < MOST_PLACES ? places : Infinity;
    this.#strings = Array.from({ length: places });
    this.#lengths = new Uint8Array(places);
    this.#bytes = new Uint8Array(places * PLACE_BYTES);
  }

  #remember(place: number, bytes: Uint8Array, start: number, end: number, string: string | undefined): void {
    this.#strings[place] = string;
    this.#lengths[place] = end - start;
    for (let i = start, j = place * PLACE_BYTES; i < end; i++, j++) this.#bytes[j] = bytes[i]!;
  }

  #isAt(place: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (this.#lengths[place] !== end - start) return false;
    for (let i = start, j = place * PLACE_BYTES; i < end; i++, j++) {
      if (bytes[i] !== this.#bytes[j]) return false;
    }
    return true;
  }
}

/** FNV-1a of Fowler, Noll and Vo, with the high bits mixed into the low ones, which alone are used. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

/** The string of `bytes` from `start` to `end`; `undefined` where they are not UTF-8. */
export function keyString(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return strictUtf8Decoder().decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

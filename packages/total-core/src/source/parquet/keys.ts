import { HybridReader } from "./hybrid.js";
import type { ReadTexts, Texts } from "./key-texts.js";
import { ENCODING } from "./page-header.js";
import { PageFault } from "./page-fault.js";
import { PART_VALUES, parts } from "./values.js";
import { checkIndices } from "./word-values.js";

/** All keys of a file, numbered in the order in which they are first asked for. */
export class KeyNames {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.names.push(name) - 1;
      this.numbers.set(name, number);
    }
    return number;
  }
}

/** A part of a page's keys, without nulls. It is overwritten once the next part is asked for. */
export interface Keys {
  readonly length: number;
  /** The number of a key. To be called in the order of the rows, because keys are numbered as they are asked for. */
  numberAt(index: number): number;
}

/** Decodes the keys in one column. */
export class KeyDecoder {
  readonly width = undefined;
  private readonly read: ReadTexts;
  private readonly names: KeyNames;
  private dictionary: KeyDictionary | undefined;

  constructor(read: ReadTexts, names: KeyNames) {
    this.read = read;
    this.names = names;
  }

  setDictionary(bytes: Uint8Array, count: number): void {
    this.dictionary = new KeyDictionary(this.read(bytes, count, ENCODING.plain), count, this.names);
  }

  *decode(bytes: Uint8Array, count: number, encoding: number): Generator<Keys, void, undefined> {
    if (encoding === ENCODING.dictionary || encoding === ENCODING.plainDictionary) {
      if (this.dictionary === undefined) throw new PageFault("a dictionary", "none");
      yield* this.dictionary.decode(bytes, count);
      return;
    }
    for (const texts of this.read(bytes, count, encoding)) {
      yield { length: texts.length, numberAt: (index) => this.names.numberOf(texts.at(index)) };
    }
  }
}

/** Keys of a dictionary. Each is looked up among the names once, however many rows have it. */
class KeyDictionary {
  private readonly texts: string[] = [];
  private readonly names: KeyNames;
  /** The number of each key; -1 before it is asked for. */
  private readonly numbers: Int32Array;

  constructor(texts: Iterable<Texts>, count: number, names: KeyNames) {
    for (const part of texts) for (let i = 0; i < part.length; i += 1) this.texts.push(part.at(i));
    this.names = names;
    this.numbers = new Int32Array(count).fill(-1);
  }

  *decode(bytes: Uint8Array, count: number): Generator<Keys, void, undefined> {
    const reader = new HybridReader(bytes.subarray(1), bytes[0] ?? 0);
    const indices = new Uint32Array(PART_VALUES);
    for (const [start, end] of parts(count)) {
      const part = indices.subarray(0, end - start);
      reader.read(part);
      checkIndices(part, this.texts.length);
      yield { length: part.length, numberAt: (index) => this.numberOf(part[index]!) };
    }
  }

  private numberOf(index: number): number {
    let number = this.numbers[index]!;
    if (number < 0) {
      number = this.names.numberOf(this.texts[index]!);
      this.numbers[index] = number;
    }
    return number;
  }
}

import { indexParts } from "./dictionary.js";
import type { ReadTexts } from "./key-texts.js";
import { ENCODING } from "./page-header.js";
import { PageFault } from "./page-fault.js";
import { PART_VALUES } from "./values.js";

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
  private dictionary: string[] | undefined;
  /** The number of each key of the dictionary; -1 before it is asked for. Each is looked up among the names once. */
  private numbers = new Int32Array(0);

  constructor(read: ReadTexts, names: KeyNames) {
    this.read = read;
    this.names = names;
  }

  setDictionary(bytes: Uint8Array, count: number): void {
    this.dictionary = [];
    for (const part of this.read(bytes, count, ENCODING.plain)) {
      for (let i = 0; i < part.length; i += 1) this.dictionary.push(part.at(i));
    }
    this.numbers = new Int32Array(count).fill(-1);
  }

  *decode(bytes: Uint8Array, count: number, encoding: number): Generator<Keys, void, undefined> {
    if (encoding === ENCODING.dictionary || encoding === ENCODING.plainDictionary) {
      if (this.dictionary === undefined) throw new PageFault("a dictionary", "none");
      const { length } = this.dictionary;
      for (const part of indexParts(bytes, count, { length, size: PART_VALUES })) {
        yield { length: part.length, numberAt: (index) => this.numberInDictionary(part[index]!) };
      }
      return;
    }
    for (const texts of this.read(bytes, count, encoding)) {
      yield { length: texts.length, numberAt: (index) => this.names.numberOf(texts.at(index)) };
    }
  }

  private numberInDictionary(index: number): number {
    if (this.numbers[index]! < 0) this.numbers[index] = this.names.numberOf(this.dictionary![index]!);
    return this.numbers[index]!;
  }
}

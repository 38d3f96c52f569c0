/** The kernel for objects that have numbers (assembly/objects). */
import { lazyKernel, type LazyKernel } from "./lazy-kernel.js";
import { LINES, LONG_CALL_BYTES, REPORT_WORDS, WHY } from "./memory.generated.js";
import type { KernelMemory } from "./memory.js";
import * as layout from "./objects.generated.js";
import { type ListedRows, RowsKernel, type RowsReader, type TakenRows } from "./rows.js";

export interface ObjectsExports {
  setRows(places: number, numbers: number, paths: number, areLines: boolean, isMissingEmpty: boolean): void;
  addRows(begin: number, end: number): number;
  listedRows(): number;
}

/** The most places that the kernel takes in a row. */
export { MOST_PLACES } from "./objects.generated.js";

/** A place in a row to which a key leads. */
export interface RowPlace {
  readonly key: Uint8Array;
  /** 1 more than the index of the place around it, which stands before it in the list; 0 where that is the row itself. */
  readonly around: number;
  /** The path that ends here, if one does: first come the paths to numbers, then those to the parts of the row's key. */
  readonly path: number | undefined;
}

/** The shape of the rows of a source. */
export interface ObjectRows {
  /** None where each row is a number itself. */
  readonly places: readonly RowPlace[];
  /** How many paths lead to numbers, and how many to the parts of the row's key: together more than one where the kernel lists rows. */
  readonly numbers: number;
  readonly keys: number;
  /** Whether each row is a line; otherwise rows are the elements of an array. */
  readonly areLines: boolean;
  /** Whether missing numbers count as empty and as missing. @default false: an object without one is left to the reader */
  readonly skipsMissing?: boolean;
}

export class ObjectsKernel extends RowsKernel {
  /** The most bytes that a call of `addRows` reads. */
  readonly longCallBytes: number = LONG_CALL_BYTES;
  readonly #exports: ObjectsExports;
  readonly #places: Uint32Array;
  readonly #keys: Uint8Array;
  readonly #missing: Uint32Array;
  readonly #words: Uint32Array;
  /** The rows that the kernel has been set to. */
  #rows: ObjectRows | undefined;

  constructor(exports: ObjectsExports, memory: KernelMemory) {
    super(layout, memory);
    const { buffer } = memory.bytes;
    this.#exports = exports;
    this.#missing = new Uint32Array(buffer, layout.MISSING, 1);
    this.#places = new Uint32Array(buffer, layout.PLACES, (layout.MOST_PLACES + 1) * layout.PLACE_WORDS);
    this.#keys = new Uint8Array(buffer, layout.KEYS, layout.KEYS_BYTES);
    this.#words = new Uint32Array(buffer, layout.REPORT, REPORT_WORDS);
  }

  /** Whether the kernel has room for the places in these rows. */
  knows({ places }: ObjectRows): boolean {
    const keyBytes = places.reduce((sum, { key }) => sum + key.length, 0);
    return places.length <= layout.MOST_PLACES && keyBytes <= layout.KEYS_BYTES;
  }

  /** Adds rows of one number. */
  addRows(rows: ObjectRows, begin: number, end: number, reader: RowsReader): TakenRows {
    this.#setRows(rows);
    return this.add(this.#exports.addRows, begin, end, reader, () => {
      for (let left = this.#missing[0]!; left > 0; left--) reader.sink.missing?.();
      return undefined;
    });
  }

  /** Lists the cells of rows that have a key or several numbers. */
  listRows(rows: ObjectRows, begin: number, end: number): ListedRows {
    this.#setRows(rows);
    this.isCutShort = true;
    const stop = this.#exports.addRows(begin, end);
    this.isCutShort = false;
    const count = this.#exports.listedRows();
    return { list: layout.LIST, count, end: stop, lines: this.#words[LINES]!, why: this.#words[WHY]! };
  }

  #setRows(rows: ObjectRows): void {
    if (this.#rows === rows) return;
    const { places, numbers, keys, areLines, skipsMissing = false } = rows;
    // From here on the kernel knows neither these nor those before, until it is done.
    this.#rows = undefined;
    let keyStart = 0;
    for (const [index, { key, around, path = layout.NO_PATH }] of places.entries()) {
      const at = (index + 1) * layout.PLACE_WORDS;
      const depth = around === 0 ? 0 : this.#places[around * layout.PLACE_WORDS + layout.DEPTH]! + 1;
      this.#places[at + layout.AROUND] = around;
      this.#places[at + layout.DEPTH] = depth;
      this.#places[at + layout.PATH] = path;
      this.#places[at + layout.KEY_START] = keyStart;
      this.#places[at + layout.KEY_LENGTH] = key.length;
      this.#keys.set(key, keyStart);
      keyStart += key.length;
    }
    this.#exports.setRows(places.length, numbers, numbers + keys, areLines, skipsMissing);
    this.#rows = rows;
  }
}

/** The one that all decoders share. */
export const objectsKernel: LazyKernel<ObjectsKernel> = /* @__PURE__ */ lazyKernel(
  layout.wasm,
  (exports: ObjectsExports, memory) => new ObjectsKernel(exports, memory),
);

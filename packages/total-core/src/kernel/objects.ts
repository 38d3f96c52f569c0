/** The kernel for objects that have a number each (assembly/objects). */
import { lazyKernel, type LazyKernel } from "./lazy-kernel.js";
import type { KernelMemory } from "./memory.js";
import {
  LENGTH_BYTES,
  MISSING,
  PATH,
  PATH_BYTES,
  REPORT,
  SLOW_LITERALS,
  SUMS,
  wasm,
} from "./objects.generated.js";
import { RowsKernel, type RowsReader, type TakenRows } from "./rows.js";

export interface ObjectsExports {
  setRows(keys: number, areLines: boolean, isMissingEmpty: boolean): void;
  addRows(begin: number, end: number): number;
}

/** The shape of the rows of a source. */
export interface ObjectRows {
  /** The path to the numbers. Where it is empty, each row is a number itself. */
  readonly keys: readonly Uint8Array[];
  /** Whether each row is a line; otherwise rows are the elements of an array. */
  readonly areLines: boolean;
  /** Whether an object without the path counts as empty and as missing. @default false: it is left to the reader */
  readonly skipsMissing?: boolean;
}

export class ObjectsKernel extends RowsKernel {
  readonly #exports: ObjectsExports;
  readonly #path: Uint8Array;
  readonly #missing: Uint32Array;
  /** The rows that the kernel has been set to. */
  #rows: ObjectRows | undefined;

  constructor(exports: ObjectsExports, memory: KernelMemory) {
    super({ REPORT, SLOW_LITERALS, SUMS }, memory);
    this.#exports = exports;
    this.#missing = new Uint32Array(memory.bytes.buffer, MISSING, 1);
    this.#path = new Uint8Array(memory.bytes.buffer, PATH, PATH_BYTES);
  }

  /** Whether the kernel has room for the path of these rows. */
  knows({ keys }: ObjectRows): boolean {
    return keys.reduce((sum, key) => sum + LENGTH_BYTES + key.length, 0) <= PATH_BYTES;
  }

  addRows(rows: ObjectRows, begin: number, end: number, reader: RowsReader): TakenRows {
    if (this.#rows !== rows) this.#setRows(rows);
    return this.add(this.#exports.addRows, begin, end, reader, () => {
      for (let left = this.#missing[0]!; left > 0; left--) reader.sink.missing?.();
      return undefined;
    });
  }

  #setRows(rows: ObjectRows): void {
    const path = this.#path;
    let at = 0;
    for (const key of rows.keys) {
      path[at] = key.length & 0xff;
      path[at + 1] = key.length >> 8;
      path.set(key, at + LENGTH_BYTES);
      at += LENGTH_BYTES + key.length;
    }
    this.#exports.setRows(rows.keys.length, rows.areLines, rows.skipsMissing === true);
    this.#rows = rows;
  }
}

/** The one that all decoders share. */
export const objectsKernel: LazyKernel<ObjectsKernel> = /* @__PURE__ */ lazyKernel(
  wasm,
  (exports: ObjectsExports, memory) => new ObjectsKernel(exports, memory),
);

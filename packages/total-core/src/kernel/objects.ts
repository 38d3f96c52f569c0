/** The kernel for objects that have a number each (assembly/objects). */
import { wasm } from "./objects.generated.js";
import type { KernelMemory } from "./memory.js";
import { RowsKernel, type RowsExports, type RowsReader, type TakenRows } from "./rows.js";
import { kernelWhereItPays, type KernelWhereItPays } from "./where-it-pays.js";

export interface ObjectsExports extends RowsExports {
  path(): number;
  pathBytes(): number;
  setRows(keys: number, areLines: boolean): void;
  addRows(begin: number, end: number): number;
}

/** What the rows of a source are. */
export interface ObjectRows {
  /** The path to their numbers. Without any, each row is a number itself. */
  readonly keys: readonly Uint8Array[];
  /** Whether each row is a line; otherwise they are the elements of an array. */
  readonly areLines: boolean;
}

const KEY_LENGTH_BYTES = 2;

export class ObjectsKernel extends RowsKernel {
  readonly #exports: ObjectsExports;
  readonly #path: Uint8Array;
  /** Those whose path and shape it knows. */
  #rows: ObjectRows | undefined;

  constructor(exports: ObjectsExports, memory: KernelMemory) {
    super(exports, memory);
    this.#exports = exports;
    this.#path = new Uint8Array(memory.bytes.buffer, exports.path(), exports.pathBytes());
  }

  /** Whether there is room for their path. */
  knows({ keys }: ObjectRows): boolean {
    const length = keys.reduce((sum, key) => sum + KEY_LENGTH_BYTES + key.length, 0);
    return length <= this.#path.length;
  }

  addRows(rows: ObjectRows, begin: number, end: number, reader: RowsReader): TakenRows {
    if (this.#rows !== rows) this.#setRows(rows);
    return this.add(this.#exports.addRows, begin, end, reader);
  }

  #setRows(rows: ObjectRows): void {
    const path = this.#path;
    let at = 0;
    for (const key of rows.keys) {
      path[at] = key.length & 0xff;
      path[at + 1] = key.length >> 8;
      path.set(key, at + KEY_LENGTH_BYTES);
      at += KEY_LENGTH_BYTES + key.length;
    }
    this.#exports.setRows(rows.keys.length, rows.areLines);
    this.#rows = rows;
  }
}

/** The one that all decoders share. */
export const objectsKernel: KernelWhereItPays<ObjectsKernel> = kernelWhereItPays(
  wasm,
  (exports: ObjectsExports, memory) => new ObjectsKernel(exports, memory),
);

/** Rows of JSON as the kernels know them. */
import { COMMA } from "../../basics/ascii.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import { listOf } from "../../contract/format-options.js";
import { type ColumnRows, csvKernel, type CsvKernel, MOST_KEY_FIELDS } from "../../kernel/csv.js";
import { MOST_PLACES, type ObjectRows, objectsKernel, type RowPlace } from "../../kernel/objects.js";
import type { FedKernel } from "../kernel-feed.js";
import type { RowsReader, TakenRows } from "../../kernel/rows.js";
import { fieldPaths, keysFromField } from "./path.js";
import { type PathNode, pathTree } from "./path-tree.js";

type Path = readonly string[];

/** Rows between which a reader may stand. */
export interface RowSeam {
  /** How many keys lead to them. */
  readonly depth: number;
  /** Whether each row is a line; otherwise rows are the elements of an array. */
  readonly areLines: boolean;
}

/** Adds rows: the kernel for objects does it alone, or it lists their cells and the kernel for CSV adds them. */
export interface RowAdder extends FedKernel {
  add(begin: number, end: number, reader: RowsReader): TakenRows;
}

/**
 * The kernels for the rows of one source. Rows of one number without a key are added by the kernel for objects. It lists the cells of others, and that
 * for CSV adds these, which has the sums of columns and keys.
 */
export class KernelRows {
  readonly #options: DecoderOptions;
  /** They are made where a kernel is there: there may be thousands of small sources. */
  #rows: Map<RowSeam, ObjectRows | undefined> | undefined;
  /** How the kernel for CSV knows the cells, and the kernel itself, once it has had some. */
  #cells: ColumnRows | undefined;
  #csv: CsvKernel | undefined;

  /** Whether the kernel for objects lists rows, and that for CSV adds them. Others read it. */
  readonly areListed: boolean;

  constructor(options: DecoderOptions) {
    const { field, by, sink } = options;
    this.#options = options;
    this.areListed =
      field !== undefined && (listOf(field).length > 1 || (by !== undefined && sink.group !== undefined));
  }

  /**
   * @param pieceBytes as {@link objectsKernel} takes it, and so `sourceBytes`
   * @returns `undefined` where no kernel takes such rows
   */
  adderFor(seam: RowSeam, pieceBytes: number, sourceBytes: number): RowAdder | undefined {
    // Two kernels have to pay for themselves.
    const bytesAKernel = this.areListed ? sourceBytes / 2 : sourceBytes;
    const objects = objectsKernel(pieceBytes, bytesAKernel);
    if (objects === undefined) return undefined;
    const rows = this.#rowsAt(seam);
    if (rows === undefined || !objects.knows(rows)) return undefined;
    if (rows.keys > 0 && this.#options.sink.groups === undefined) return undefined;
    const { memory, callBytes, longCallBytes } = objects;
    if (!this.areListed) {
      return {
        memory,
        callBytes: longCallBytes,
        add: (begin, end, reader) => objects.addRows(rows, begin, end, reader),
      };
    }
    const csv = csvKernel(pieceBytes, bytesAKernel);
    if (csv === undefined) return undefined;
    this.#csv = csv;
    const cells = (this.#cells ??= cellsOf(rows));
    const listRows = (begin: number, end: number) => objects.listRows(rows, begin, end);
    return {
      memory,
      callBytes,
      add: (begin, end, reader) => csv.addListed(cells, begin, end, reader, listRows),
    };
  }

  /** Tells the sink of all keys so far. To be called before the reader goes on. */
  settle(): void {
    if (this.#cells !== undefined) this.#csv?.settle(this.#cells);
  }

  /** Hands over the sums by key, at the end of the source. */
  finish(): void {
    if (this.#cells !== undefined) this.#csv?.finish(this.#cells);
  }

  #rowsAt(seam: RowSeam): ObjectRows | undefined {
    const rows = (this.#rows ??= new Map());
    if (!rows.has(seam)) rows.set(seam, this.#newRows(seam));
    return rows.get(seam);
  }

  #newRows({ depth, areLines }: RowSeam): ObjectRows | undefined {
    const { field, by, skipMissing, sink } = this.#options;
    if (field === undefined) return { places: [], numbers: 1, keys: 0, areLines };
    const numberPaths = fieldPaths(field);
    const keyPaths =
      by === undefined || sink.group === undefined
        ? []
        : listOf(by).map((path) => keysFromField(String(path)));
    if (keyPaths.length > MOST_KEY_FIELDS || !haveRows([...numberPaths, ...keyPaths], depth))
      return undefined;
    const withinRow = (path: Path): Path => path.slice(depth);
    const numbers = numberPaths.map(withinRow);
    const keys = keyPaths.map(withinRow);
    const places = placesOf(pathTree(numbers, keys), numbers.length);
    if (places === undefined) return undefined;
    return {
      places,
      numbers: numbers.length,
      keys: keys.length,
      areLines,
      skipsMissing: skipMissing === true,
    };
  }
}

/** Whether all paths lead on through the rows at this depth. */
function haveRows(paths: readonly Path[], depth: number): boolean {
  const [first = []] = paths;
  return paths.every(
    (path) => path.length > depth && first.slice(0, depth).every((key, i) => key === path[i]),
  );
}

/**
 * The places within a row, each behind the one around it.
 * @param numbers how many paths lead to numbers
 * @returns `undefined` where there are too many, or where a path ends at a place of another one or on its way
 */
function placesOf(row: PathNode, numbers: number): RowPlace[] | undefined {
  const places: RowPlace[] = [];
  const nodes = [row];
  for (let around = 0; around < nodes.length; around++) {
    for (const { key, node } of nodes[around]!.next) {
      const [path, another] = [...node.fields.here, ...node.keys.here.map((index) => numbers + index)];
      const isInner = node.next.length > 0;
      if (places.length === MOST_PLACES || another !== undefined || (path !== undefined && isInner))
        return undefined;
      places.push({ key, around, path });
      nodes.push(node);
    }
  }
  return places;
}

/** The cells of listed rows: each has a separator before it and one behind it, and the last separator ends the row. */
function cellsOf({ numbers, keys }: ObjectRows): ColumnRows {
  return {
    fields: 2 * (numbers + keys) + 1,
    columns: Array.from({ length: numbers }, (_, path) => 2 * path + 1),
    keys: Array.from({ length: keys }, (_, key) => 2 * (numbers + key) + 1),
    delimiter: COMMA,
    quotes: false,
    plainNumbers: true,
  };
}

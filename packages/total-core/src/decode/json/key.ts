import { KeyStrings } from "../../basics/key-strings.js";
import { quote } from "../../basics/quote.js";
import type { NumbersSink } from "../../contract/sink.js";
import { joinedKeys } from "../../contract/group-keys.js";
import { MAX_LITERAL_BYTES } from "../literals/bounds.js";
import type { Position } from "../position.js";
import type { JsonFaults } from "./faults.js";
import { KeptNumbers } from "./kept-numbers.js";
import { AN_ARRAY } from "./list.js";
import type { PathNode } from "./path-tree.js";
import type { JsonWord } from "./visitor.js";

type Path = readonly string[];

export interface KeyedPaths {
  /** The keys' paths, as the options have them. */
  readonly by: readonly string[];
  readonly keys: readonly Path[];
  readonly fields: readonly Path[];
}

/** A part of a key that is not known yet. No text decoded from UTF-8 holds it. */
const UNKNOWN = "\ud801";

/** The depth of the innermost row where none is open. */
const NO_ROW = -1;

/**
 * The keys of rows. A key is a string, a number as it is spelled, `true` or `false`; `null` is the empty key, as an empty cell is.
 *
 * A key's path goes through an array only together with the paths of all fields. So a key belongs to the innermost row on the part that it shares
 * with them: with the field `items.price`, `items.name` stands beside the number, and `customer` in the object around the items. Members may stand in
 * any order: until the row that has a key ends, the numbers in it are kept.
 */
export class RowKeys {
  readonly #sink: NumbersSink;
  readonly #by: readonly string[];
  readonly #faults: JsonFaults;
  readonly #columns: number;
  /** How many keys the path of each shares with the paths of all fields. */
  readonly #shared: readonly number[];
  /** No key is known before a row ends that is no deeper. */
  readonly #leastShared: number;
  readonly #unknown: readonly string[];
  readonly #strings = new KeyStrings();
  /** The value of each key in the row that is being read, or its deferred fault. The last of equal keys wins, so that it counts only when the row ends. */
  readonly #values: (string | undefined | (() => void))[];
  /** The depths of the open rows, behind that of none. */
  readonly #rows: number[] = [NO_ROW];
  /** The depth of the innermost one. */
  #depth = NO_ROW;
  /** For each depth of a row, what stands in it and still lacks parts of its key, by the key with `UNKNOWN` parts. */
  readonly #kept: readonly Map<string, Unfinished>[];

  constructor(sink: NumbersSink, { by, keys, fields }: KeyedPaths, faults: JsonFaults) {
    this.#sink = sink;
    this.#by = by;
    this.#faults = faults;
    this.#columns = fields.length;
    this.#shared = keys.map((key) => Math.min(...fields.map((field) => sharedDepth(key, field))));
    this.#leastShared = Math.min(...this.#shared);
    this.#unknown = by.map(() => UNKNOWN);
    this.#values = by.map(() => undefined);
    this.#kept = Array.from({ length: Math.max(...fields.map(({ length }) => length)) }, () => new Map());
  }

  beginRow({ depth, keys }: PathNode): void {
    this.#rows.push(depth);
    this.#depth = depth;
    this.forget(keys.onward);
  }

  /** The keys have no value, as far as the innermost row can have them. */
  forget(keys: readonly number[]): void {
    for (let i = 0; i < keys.length; i++) if (this.#isOfRow(keys[i]!)) this.#values[keys[i]!] = undefined;
  }

  setLiteral(key: number, bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (!this.#isOfRow(key)) return;
    if (end - start > MAX_LITERAL_BYTES) {
      this.#setBad(key, "BAD_FORMAT", offset, "a key of at most 16 KiB", "a longer one");
      return;
    }
    const string = this.#strings.of(bytes, start, end);
    if (string !== undefined) this.#values[key] = string;
    else this.#setBad(key, "BAD_FORMAT", offset, "a key in UTF-8", quote(bytes.subarray(start, end)));
  }

  setWord(key: number, word: JsonWord): void {
    if (this.#isOfRow(key)) this.#values[key] = word === "null" ? "" : word;
  }

  /** The key's path leads to an object or an array. */
  setOther(key: number, offset: number, got: string): void {
    if (this.#isOfRow(key)) this.#setBad(key, "NO_COLUMN", offset, this.#expected(key), got);
  }

  /** An array begins at the place. */
  openArray({ depth, keys }: PathNode, offset: number): void {
    for (const key of keys.all) {
      if (this.#shared[key]! < depth) this.setOther(key, offset, AN_ARRAY);
    }
  }

  /** It ends: what its last row had is no key of the row around it. */
  closeArray({ depth, keys }: PathNode): void {
    for (const key of keys.all) if (this.#shared[key]! >= depth) this.#values[key] = undefined;
  }

  /** Where elements that are no rows go. */
  get elements(): NumbersSink {
    return this.#depth === NO_ROW ? this.#sink : this.#unfinished(this.#depth, this.#unknown);
  }

  /**
   * The innermost row ends.
   * @param row where it begins
   * @param hasNumbers whether it has more than missing fields and what stands in its arrays
   * @returns where the values of its fields go
   */
  endRow(row: Position, hasNumbers: boolean): NumbersSink {
    const depth = this.#rows.pop()!;
    const outer = this.#rows[this.#rows.length - 1]!;
    const isKnown = hasNumbers || this.#canComplete(this.#unknown, depth);
    if (depth <= this.#leastShared) {
      this.#flush(depth, row);
      if (isKnown) this.#group(this.#unknown, depth, row);
      this.#depth = outer;
      return this.#sink;
    }
    this.#depth = outer;
    for (const { parts, numbers } of this.#kept[depth]!.values()) {
      if (numbers.isEmpty) continue;
      const hasKey = !numbers.areAllMissing || this.#canComplete(parts, depth);
      numbers.moveTo(hasKey ? this.#unfinished(outer, this.#completed(parts, depth, row)) : this.#sink);
    }
    this.#kept[depth]!.clear();
    return isKnown ? this.#unfinished(outer, this.#completed(this.#unknown, depth, row)) : this.#sink;
  }

  /** Whether the row of this depth has all parts that it can have of those that are unknown. Objects without the field want no key. */
  #canComplete(parts: readonly string[], depth: number): boolean {
    return parts.every((part, key) => {
      return part !== UNKNOWN || this.#shared[key]! < depth || typeof this.#values[key] === "string";
    });
  }

  /** Hands on what has been kept in the row. */
  #flush(depth: number, row: Position): void {
    const kept = this.#kept[depth]!;
    if (kept.size === 0) return;
    for (const { parts, numbers } of kept.values()) {
      if (numbers.isEmpty) continue;
      if (!numbers.areAllMissing || this.#canComplete(parts, depth)) this.#group(parts, depth, row);
      numbers.moveTo(this.#sink);
    }
    // Most rows have one, all of whose parts are unknown until the row ends: it serves the next row.
    if (kept.size > 1) kept.clear();
  }

  /** Tells the sink the key of what comes next. */
  #group(parts: readonly string[], depth: number, row: Position): void {
    const isOne = this.#by.length === 1;
    this.#sink.group?.(isOne ? this.#known(0, row) : joinedKeys(this.#completed(parts, depth, row)));
  }

  /** The parts, with those that the row of this depth knows in the place of the unknown ones. */
  #completed(parts: readonly string[], depth: number, row: Position): readonly string[] {
    return parts.map((part, key) => {
      return part === UNKNOWN && this.#shared[key]! >= depth ? this.#known(key, row) : part;
    });
  }

  /** @param row where the row begins that has the key */
  #known(key: number, row: Position): string {
    const value = this.#values[key];
    if (typeof value === "string") return value;
    if (value !== undefined) value();
    else {
      const place = this.#faults.place(row.offset, row);
      this.#faults.defer("NO_COLUMN", place, this.#expected(key), "an object without it");
    }
    return "";
  }

  #unfinished(depth: number, parts: readonly string[]): KeptNumbers {
    const kept = this.#kept[depth]!;
    const joined = joinedKeys(parts);
    let unfinished = kept.get(joined);
    if (unfinished === undefined) {
      unfinished = { parts, numbers: new KeptNumbers(this.#columns) };
      kept.set(joined, unfinished);
    }
    return unfinished.numbers;
  }

  /** Whether the innermost row is the one that has the key. */
  #isOfRow(key: number): boolean {
    return this.#depth <= this.#shared[key]!;
  }

  #setBad(
    key: number,
    code: "NO_COLUMN" | "BAD_FORMAT",
    offset: number,
    expected: string,
    got: string,
  ): void {
    const place = this.#faults.place(offset);
    this.#values[key] = () => this.#faults.defer(code, place, expected, got);
  }

  #expected(key: number): string {
    return `a key at ${quote(this.#by[key]!)}`;
  }
}

interface Unfinished {
  readonly parts: readonly string[];
  readonly numbers: KeptNumbers;
}

/** How many keys both paths begin with, before the last key of either. */
function sharedDepth(a: Path, b: Path): number {
  const most = Math.min(a.length, b.length) - 1;
  let depth = 0;
  while (depth < most && a[depth] === b[depth]) depth++;
  return depth;
}

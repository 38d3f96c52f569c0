import type { DecoderOptions } from "../../contract/decoder.js";
import { type FormatOptions, listOf, type OneOrMore } from "../../contract/format-options.js";
import type { NumbersSink } from "../../contract/sink.js";
import { quote } from "../../basics/quote.js";
import { keyReading } from "../keys.js";
import { type Position, setPosition, startOfSource } from "../position.js";
import type { JsonFaults } from "./faults.js";
import { FieldValue } from "./field-value.js";
import type { RowKeys } from "./key.js";
import { AN_OBJECT, shownLiteral } from "./list.js";
import { fieldPaths, keysFromField } from "./path.js";
import { pathTree, type PathNode } from "./path-tree.js";
import { PathWalk } from "./path-walk.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";

/**
 * The numbers that fields lead to, and their keys.
 *
 * Loops that run for each row count through indices: iterators take about a tenth of the time of rows with keys.
 *
 * A row is an object that is a document or an element of an array on a path. Each row has each field whose path leads on through it, until that
 * comes to an array: then each element stands in the array's place. So an object there is a row of its own, and at the path's end a number is one of
 * the field's.
 */
export class JsonFields implements JsonVisitor {
  readonly #sink: NumbersSink;
  readonly #faults: JsonFaults;
  readonly #values: readonly FieldValue[];
  readonly #keys: RowKeys | undefined;
  readonly #walk: PathWalk;
  /** Where the open rows begin, by the depth of their place. */
  readonly #rows: readonly Position[];
  /** The field whose numbers have been added and that the next value would replace. */
  #replaced: FieldValue | undefined;
  /** Whether a path has led to an array in an object. Others read it. */
  hadArray = false;

  constructor(options: DecoderOptions, field: OneOrMore<string>, faults: JsonFaults) {
    const { sink } = options;
    const fields = fieldPaths(field);
    const by = sink.group === undefined ? [] : keyPaths(options.by);
    const keys = by.map((path) => keysFromField(path, "by"));
    this.#sink = sink;
    this.#faults = faults;
    this.#values = listOf(field).map((path, index) => new FieldValue(options, path, index, faults));
    this.#keys = by.length === 0 ? undefined : keyReading().newRowKeys(sink, { by, keys, fields }, faults);
    this.#walk = new PathWalk(pathTree(fields, keys));
    this.#rows = Array.from({ length: Math.max(...fields.map(({ length }) => length)) }, startOfSource);
  }

  /** Whether it stands in an array of numbers. */
  get isInList(): boolean {
    return this.#elements?.next.length === 0;
  }

  /** How many keys lead to the rows, if it stands between two of them. */
  get rowsDepth(): number | undefined {
    const elements = this.#elements;
    if (elements === undefined || elements.next.length === 0) return undefined;
    return this.#walk.depth > 0 || this.#faults.documents !== "one" ? elements.depth : undefined;
  }

  /** Whether an array is open through which a path leads. */
  get isInArray(): boolean {
    return this.#walk.isInArray;
  }

  /** The place of the elements between which it stands, if a kernel may read them: it knows no array that ends with its line. */
  get #elements(): PathNode | undefined {
    return this.#walk.depth > 0 && this.#faults.documents === "lines" ? undefined : this.#walk.elements;
  }

  key(bytes: Uint8Array, start: number, end: number): void {
    const node = this.#walk.takeKey(bytes, start, end);
    if (node === undefined) return;
    const { all } = node.fields;
    for (let i = 0; i < all.length; i++) {
      const value = this.#values[all[i]!]!;
      if (value.isThrough) this.#replaced = value;
      else value.forget();
    }
    this.#keys?.forget(node.keys.all);
  }

  literal(bytes: Uint8Array, start: number, end: number, offset: number, isString: boolean): void {
    const node = this.#take(offset);
    if (node === undefined) return;
    const { here } = node.fields;
    for (let i = 0; i < here.length; i++) {
      this.#values[here[i]!]!.setLiteral(bytes, start, end, offset, isString);
    }
    if (this.#walk.isMember) {
      const keys = node.keys.here;
      for (let i = 0; i < keys.length; i++) this.#keys!.setLiteral(keys[i]!, bytes, start, end, offset);
    } else {
      this.#endElement(node);
      if (node.fields.onward.length > 0) {
        this.#refuseElement(node, offset, shownLiteral(bytes, start, end, isString));
      }
    }
  }

  word(word: JsonWord, offset: number): void {
    const node = this.#take(offset);
    if (node === undefined) return;
    for (const index of node.fields.here) this.#values[index]!.setWord(word, offset);
    if (this.#walk.isMember) {
      for (const key of node.keys.here) this.#keys!.setWord(key, word);
    } else {
      this.#endElement(node);
      this.#refuseElement(node, offset, word, word === "null");
    }
  }

  openObject(offset: number): void {
    const node = this.#take(offset);
    if (node === undefined) return this.#walk.open(undefined, true);
    for (const index of node.fields.here) this.#values[index]!.setOther(offset, AN_OBJECT);
    if (this.#walk.isMember) {
      for (const key of node.keys.here) this.#keys!.setOther(key, offset, AN_OBJECT);
      this.#walk.open(node.next.length > 0 ? node : undefined, true);
      return;
    }
    this.#endElement(node);
    const isRow = node.fields.onward.length > 0;
    if (isRow) this.#beginRow(node, offset);
    this.#walk.open(isRow ? node : undefined, true);
  }

  openArray(offset: number): void {
    const node = this.#take(offset, "a second one");
    if (node === undefined) return this.#walk.open(undefined, false);
    if (node.depth > 0) this.hadArray = true;
    this.#keys?.openArray(node, offset);
    this.#walk.open(node.fields.all.length > 0 ? node : undefined, false);
  }

  close(): void {
    const wasObject = this.#walk.isMember;
    const node = this.#walk.close();
    if (node === undefined) return;
    if (this.#walk.isMember) {
      if (wasObject) return;
      for (const index of node.fields.all) this.#values[index]!.goThrough();
      this.#keys?.closeArray(node);
    } else if (wasObject) this.#endRow(node);
  }

  /**
   * The place of the value that begins, if paths lead to it.
   * @param got what the value is
   * @throws TotalError BAD_FORMAT where it would replace an array, whose numbers have been added: the last of equal keys wins
   */
  #take(offset: number, got: string = "another value"): PathNode | undefined {
    const node = this.#walk.take();
    if (node !== undefined && this.#replaced !== undefined) {
      this.#faults.malformed(offset, `one array at ${quote(this.#replaced.path)}`, got);
    }
    return node;
  }

  #beginRow(node: PathNode, offset: number): void {
    setPosition(this.#rows[node.depth]!, this.#faults.position, offset);
    const { onward } = node.fields;
    for (let i = 0; i < onward.length; i++) this.#values[onward[i]!]!.forget();
    this.#keys?.beginRow(node);
  }

  #endRow({ depth, fields: { onward } }: PathNode): void {
    const row = this.#rows[depth]!;
    const sink = this.#keys === undefined ? this.#sink : this.#keys.endRow(row, this.#haveNumbers(onward));
    for (let i = 0; i < onward.length; i++) this.#settle(onward[i]!, sink, row);
  }

  /** Whether any of the fields has a value of its own in the row that ends. */
  #haveNumbers(fields: readonly number[]): boolean {
    for (let i = 0; i < fields.length; i++) if (!this.#values[fields[i]!]!.isPassedOver) return true;
    return false;
  }

  /** The values of fields that end at an element count at once. */
  #endElement({ fields: { here } }: PathNode): void {
    for (const index of here) this.#settle(index, this.#elementsSink, this.#faults.position);
  }

  get #elementsSink(): NumbersSink {
    return this.#keys?.elements ?? this.#sink;
  }

  #settle(index: number, sink: NumbersSink, row: Position): void {
    this.#tellColumn(index, sink);
    this.#values[index]!.settle(sink, row);
  }

  #tellColumn(index: number, sink: NumbersSink): void {
    if (this.#values.length > 1) sink.column?.(index);
  }

  /** A document or an element is neither an object nor an array, where fields lead on. */
  #refuseElement(
    { fields: { onward } }: PathNode,
    offset: number,
    got: string,
    isNull: boolean = false,
  ): void {
    const { position, documents } = this.#faults;
    if (documents === "one" && this.#walk.depth === 0) {
      this.#faults.defer("BAD_NUMBER", this.#faults.place(offset), "a JSON array or object", got);
      return;
    }
    for (const index of onward) {
      const value = this.#values[index]!;
      if (isNull) {
        this.#tellColumn(index, this.#elementsSink);
        value.settleMissing(this.#elementsSink, position, offset, got);
      } else value.refuse(position, offset, got);
    }
  }
}

/** The paths of keys. @throws RangeError for what is no path */
function keyPaths(by: FormatOptions["by"]): readonly string[] {
  return (by === undefined ? [] : listOf(by)).map((path) => {
    if (typeof path === "number") throw new RangeError(`by: expected a path, got ${path}`);
    return path;
  });
}

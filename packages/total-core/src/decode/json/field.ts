import { quote } from "../../basics/quote.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import type { JsonFaults } from "./faults.js";
import { KeptDecimal } from "../literals/kept-decimal.js";
import { AN_ARRAY, AN_OBJECT, rawNumber, rawString } from "./list.js";
import { keysFromField } from "./path.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";
import { addLiteralBytes, BAD_NUMBER, type LiteralFault } from "../literals/literal.js";
import { type BytePlace, type Position, startOfSource } from "../position.js";

/** What the value that begins is to the field. */
const OTHER = 0;
/** The whole document, before it is known whether it is an array or an object. */
const DOCUMENT = 1;
/** An object that ought to have the field. */
const ROOT = 2;
/** On the way from a root to the field. */
const PARENT = 3;
const PICKED = 4;
/** Of the array that the field leads to. */
const ELEMENT = 5;
type Role = typeof OTHER | typeof DOCUMENT | typeof ROOT | typeof PARENT | typeof PICKED | typeof ELEMENT;

const NOT_A_LIST: LiteralFault = { code: "BAD_NUMBER", expected: "an array of numbers" };

/** What a root's field has turned out to be so far. Of equal keys the last wins, so that it is known only when the root ends. */
type Picked =
  | { readonly is: "missing" | "empty" | "list" | "number" }
  | { readonly is: "bad"; readonly fault: LiteralFault; readonly place: BytePlace; readonly got: string };

const MISSING: Picked = { is: "missing" };
const EMPTY: Picked = { is: "empty" };
const LIST: Picked = { is: "list" };
const NUMBER: Picked = { is: "number" };

export interface JsonFieldOptions {
  readonly options: DecoderOptions;
  readonly field: string;
  readonly faults: JsonFaults;
  /** The reader's. */
  readonly position: Position;
  /** Each document is a root (NDJSON); otherwise the document is an array of roots, or one root whose field is an array. */
  readonly isLines: boolean;
}

/**
 * The numbers that a field leads to. A path that leads through anything but objects leads nowhere: the root is without the field.
 */
export class JsonField implements JsonVisitor {
  readonly #sink: NumbersSink;
  readonly #skipInvalid: boolean;
  readonly #faults: JsonFaults;
  readonly #position: Position;
  readonly #field: string;
  readonly #keys: readonly Uint8Array[];

  #depth = 0;
  /** How many containers are open around a root; -1 while the document has not begun. */
  #rootDepth: number;
  #wantsList = false;
  #inRoot = false;
  /** Where the root begins. */
  readonly #root: Position = startOfSource();
  /** How many keys of the path lead to the innermost object on it. */
  #matched = 0;
  #next: Role = OTHER;
  #picked: Picked = MISSING;
  readonly #pickedNumber = new KeptDecimal();
  /** How many containers are open around an element of the list; -1 outside of it. */
  #listDepth = -1;
  #hadList = false;

  constructor({ options, field, faults, position, isLines }: JsonFieldOptions) {
    this.#sink = options.sink;
    this.#skipInvalid = options.skipInvalid;
    this.#faults = faults;
    this.#position = position;
    this.#field = field;
    this.#keys = keysFromField(field).map((key) => new TextEncoder().encode(key));
    this.#rootDepth = isLines ? 0 : -1;
  }

  get isInList(): boolean {
    return this.#depth === this.#listDepth;
  }

  /** Whether it stands among roots: between the objects of an array, or between lines. */
  get isAmongRoots(): boolean {
    return this.#depth === this.#rootDepth;
  }

  key(bytes: Uint8Array, start: number, end: number): void {
    if (!this.#inRoot || this.#depth !== this.#rootDepth + this.#matched + 1) return;
    if (!isKey(this.#keys[this.#matched]!, bytes, start, end)) return;
    this.#picked = MISSING;
    this.#next = this.#matched + 1 === this.#keys.length ? PICKED : PARENT;
  }

  number(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#literal(bytes, start, end, offset, rawNumber);
  }

  string(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#literal(bytes, start, end, offset, rawString);
  }

  word(word: JsonWord, offset: number): void {
    const role = this.#role();
    if (word === "null" && role === ELEMENT) this.#sink.empty();
    else if (word === "null" && role === PICKED && !this.#wantsList) this.#picked = EMPTY;
    else this.#wrongValue(role, offset, word);
  }

  openObject(offset: number): void {
    const role = this.#role();
    if (role === DOCUMENT) {
      this.#rootDepth = 0;
      this.#wantsList = true;
      this.#beginRoot(offset);
    } else if (role === ROOT) this.#beginRoot(offset);
    else if (role === PARENT) this.#matched++;
    else this.#wrongValue(role, offset, AN_OBJECT);
    this.#depth++;
  }

  openArray(offset: number): void {
    const role = this.#role();
    if (role === DOCUMENT) this.#rootDepth = 1;
    else if (role === PICKED && this.#wantsList) this.#beginList(offset);
    else this.#wrongValue(role, offset, AN_ARRAY);
    this.#depth++;
  }

  /** Whether the field of the one root has led to an array. */
  get hadList(): boolean {
    return this.#hadList;
  }

  close(): void {
    if (this.#depth-- === this.#listDepth) {
      this.#listDepth = -1;
    } else if (this.#inRoot && this.#depth === this.#rootDepth + this.#matched) {
      if (this.#matched > 0) this.#matched--;
      else this.#endRoot();
    }
  }

  #role(): Role {
    if (this.#depth === this.#listDepth) return ELEMENT;
    if (this.#next !== OTHER) {
      const next = this.#next;
      this.#next = OTHER;
      return next;
    }
    if (this.#rootDepth < 0) return DOCUMENT;
    return !this.#inRoot && this.#depth === this.#rootDepth ? ROOT : OTHER;
  }

  #literal(
    bytes: Uint8Array,
    start: number,
    end: number,
    offset: number,
    raw: (bytes: Uint8Array, start: number, end: number) => string,
  ): void {
    const role = this.#role();
    if (role === ELEMENT) {
      if (start === end) {
        this.#sink.empty();
        return;
      }
      const fault = addLiteralBytes(bytes, start, end, this.#sink);
      if (fault !== undefined) this.#bad(fault, this.#faults.place(offset), raw(bytes, start, end));
    } else if (role === PICKED && !this.#wantsList) {
      if (start === end) {
        this.#picked = EMPTY;
        return;
      }
      const fault = this.#pickedNumber.set(bytes, start, end);
      if (fault === undefined) this.#picked = NUMBER;
      else
        this.#picked = { is: "bad", fault, place: this.#faults.place(offset), got: raw(bytes, start, end) };
    } else if (role !== OTHER && role !== PARENT) {
      this.#wrongValue(role, offset, raw(bytes, start, end));
    }
  }

  /** A value that is neither what belongs there nor a literal. */
  #wrongValue(role: Role, offset: number, got: string): void {
    if (role === OTHER || role === PARENT) return;
    const place = this.#faults.place(offset);
    if (role === DOCUMENT) this.#faults.hold("BAD_NUMBER", place, "a JSON array or object", got);
    else if (role === ROOT) this.#noField(place, got);
    else if (role === PICKED) {
      this.#picked = { is: "bad", fault: this.#wantsList ? NOT_A_LIST : BAD_NUMBER, place, got };
    } else this.#bad(BAD_NUMBER, place, got);
  }

  #beginRoot(offset: number): void {
    this.#root.line = this.#position.line;
    this.#root.lineStart = this.#position.lineStart;
    this.#root.offset = offset;
    this.#inRoot = true;
    this.#picked = MISSING;
  }

  #beginList(offset: number): void {
    if (this.#hadList) {
      this.#faults.malformed(offset, `one array at ${quote(this.#field)}`, "a second one");
    }
    this.#hadList = true;
    this.#picked = LIST;
    this.#listDepth = this.#depth + 1;
  }

  #endRoot(): void {
    this.#inRoot = false;
    const picked = this.#picked;
    if (picked.is === "number") this.#pickedNumber.addTo(this.#sink);
    else if (picked.is === "empty") this.#sink.empty();
    else if (picked.is === "bad") this.#bad(picked.fault, picked.place, picked.got);
    else if (picked.is === "missing") {
      this.#noField(this.#faults.place(this.#root.offset, this.#root), "an object without it");
    }
  }

  #bad(fault: LiteralFault, place: BytePlace, got: string): void {
    if (this.#skipInvalid && fault === BAD_NUMBER) this.#sink.skipped();
    else this.#faults.hold(fault.code, place, fault.expected, got);
  }

  #noField(place: BytePlace, got: string): void {
    this.#faults.hold("NO_COLUMN", place, `the field ${quote(this.#field)}`, got);
  }
}

/** Whether `bytes` from `start` to `end` are that key. */
export function isKey(key: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== key.length) return false;
  for (let i = 0; i < key.length; i++) {
    if (bytes[start + i] !== key[i]) return false;
  }
  return true;
}

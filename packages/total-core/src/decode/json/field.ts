import { quote } from "../../basics/quote.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { KeptDecimal } from "../literals/kept-decimal.js";
import { addLiteralBytes, BAD_NUMBER, type LiteralFault } from "../literals/literal.js";
import type { BytePlace } from "../position.js";
import type { JsonFaults } from "./faults.js";
import type { JsonKey } from "./key.js";
import { AN_ARRAY, AN_OBJECT, shownLiteral } from "./list.js";
import { keysFromField } from "./path.js";
import { DOCUMENT, OTHER, PARENT, PathWalk, PICKED, ROOT, type Role } from "./path-walk.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";

/** The role of a value in the array that the field leads to. */
const ELEMENT = 5;

const NOT_A_LIST: LiteralFault = { code: "BAD_NUMBER", expected: "an array of numbers" };

/**
 * The numbers that a field leads to. Where the document is one object, which is no line of NDJSON, the field leads to an array of them; else to a
 * number in each object. With the option `by` each object has a key too, which is told before its number.
 */
export class JsonField implements JsonVisitor {
  readonly #sink: NumbersSink;
  readonly #skipInvalid: boolean;
  readonly #faults: JsonFaults;
  readonly #field: string;
  readonly #walk: PathWalk;
  readonly #key: JsonKey | undefined;
  #wantsList = false;
  /** How many containers are open around an element of the list; -1 outside of it. */
  #listDepth = -1;
  /** Whether the field of the one root has led to an array. Others read it. */
  hadList = false;

  /** Called when the root ends, as the last of equal keys wins: what comes of the last value that the path led to in it. */
  #atRootEnd: () => void;
  readonly #number = new KeptDecimal();
  readonly #addNumber = (): void => this.#number.addTo(this.#sink);
  readonly #countEmpty = (): void => this.#sink.empty();
  readonly #deferMissing = (): void => {
    const { root } = this.#walk;
    this.#deferNoField(this.#faults.place(root.offset, root), "an object without it");
  };

  constructor(options: DecoderOptions, field: string, faults: JsonFaults, key: JsonKey | undefined) {
    const { sink, skipInvalid } = options;
    this.#sink = sink;
    this.#skipInvalid = skipInvalid;
    this.#faults = faults;
    this.#field = field;
    this.#walk = new PathWalk(keysFromField(field), faults.position, faults.isLines);
    this.#key = key;
    this.#atRootEnd = this.#deferMissing;
  }

  get isInList(): boolean {
    return this.#walk.depth === this.#listDepth;
  }

  /** Whether it stands between the objects of an array, or between lines, and no keys are asked for. */
  get isAmongRoots(): boolean {
    return this.#key === undefined && this.#walk.isAmongRoots;
  }

  key(bytes: Uint8Array, start: number, end: number): void {
    this.#key?.key(bytes, start, end);
    if (this.#walk.takeKey(bytes, start, end)) this.#atRootEnd = this.#deferMissing;
  }

  literal(bytes: Uint8Array, start: number, end: number, offset: number, isString: boolean): void {
    this.#key?.literal(bytes, start, end, offset);
    const role = this.#role();
    if (role === ELEMENT) {
      if (start === end) return this.#sink.empty();
      const fault = addLiteralBytes(bytes, start, end, this.#sink);
      if (fault !== undefined) this.#bad(fault, offset, shownLiteral(bytes, start, end, isString))();
    } else if (role === PICKED && !this.#wantsList) {
      if (start === end) {
        this.#atRootEnd = this.#countEmpty;
        return;
      }
      const fault = this.#number.set(bytes, start, end);
      if (fault === undefined) this.#atRootEnd = this.#addNumber;
      else this.#atRootEnd = this.#bad(fault, offset, shownLiteral(bytes, start, end, isString));
    } else if (role !== OTHER && role !== PARENT) {
      this.#wrongValue(role, offset, shownLiteral(bytes, start, end, isString));
    }
  }

  word(word: JsonWord, offset: number): void {
    this.#key?.word(word);
    const role = this.#role();
    if (word === "null" && role === ELEMENT) this.#sink.empty();
    else if (word === "null" && role === PICKED && !this.#wantsList) this.#atRootEnd = this.#countEmpty;
    else this.#wrongValue(role, offset, word);
  }

  openObject(offset: number): void {
    this.#key?.openObject(offset);
    const role = this.#role();
    if (role === DOCUMENT) this.#wantsList = true;
    if (role === DOCUMENT || role === ROOT) this.#atRootEnd = this.#deferMissing;
    else this.#wrongValue(role, offset, AN_OBJECT);
    this.#walk.openObject(role, offset);
  }

  openArray(offset: number): void {
    this.#key?.openArray(offset);
    const role = this.#role();
    if (role === PICKED && this.#wantsList) this.#beginList(offset);
    else if (role !== DOCUMENT) this.#wrongValue(role, offset, AN_ARRAY);
    this.#walk.openArray(role);
  }

  close(): void {
    this.#key?.close();
    if (this.isInList) this.#listDepth = -1;
    if (this.#walk.close()) this.#atRootEnd();
  }

  #role(): Role | typeof ELEMENT {
    return this.isInList ? ELEMENT : this.#walk.takeRole();
  }

  #beginList(offset: number): void {
    if (this.hadList) {
      this.#faults.malformed(offset, `one array at ${quote(this.#field)}`, "a second one");
    }
    this.hadList = true;
    this.#atRootEnd = () => {};
    this.#listDepth = this.#walk.depth + 1;
  }

  /** A value that is not what is expected of its role. */
  #wrongValue(role: Role | typeof ELEMENT, offset: number, got: string): void {
    if (role === OTHER || role === PARENT) return;
    const place = this.#faults.place(offset);
    if (role === DOCUMENT) this.#faults.defer("BAD_NUMBER", place, "a JSON array or object", got);
    else if (role === ROOT) this.#deferNoField(place, got);
    else if (role === PICKED)
      this.#atRootEnd = this.#bad(this.#wantsList ? NOT_A_LIST : BAD_NUMBER, offset, got);
    else this.#bad(BAD_NUMBER, offset, got)();
  }

  /** @returns what to do if a fault on the line that is being read counts */
  #bad(fault: LiteralFault, offset: number, got: string): () => void {
    const place = this.#faults.place(offset);
    return () => {
      if (this.#skipInvalid && fault === BAD_NUMBER) this.#sink.skipped();
      else this.#faults.defer(fault.code, place, fault.expected, got);
    };
  }

  #deferNoField(place: BytePlace, got: string): void {
    this.#faults.defer("NO_COLUMN", place, `the field ${quote(this.#field)}`, got);
  }
}

import { quote } from "../../basics/quote.js";
import type { NumbersSink } from "../../contract/sink.js";
import type { JsonFaults } from "./faults.js";
import { isKey } from "./field.js";
import { AN_ARRAY, AN_OBJECT } from "./list.js";
import { keysFromField } from "./path.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";
import { KeyStrings } from "../../basics/key-strings.js";
import { MAX_LITERAL_BYTES } from "../literals/literal.js";
import { type BytePlace, type Position, setPosition, startOfSource } from "../position.js";

/** What the value that begins is to the path. */
const OTHER = 0;
const PARENT = 1;
const PICKED = 2;

/** What stands at a root's path; of equal keys the last wins, so that it is known only when the root ends. */
type Picked = string | undefined | (() => void);

export interface JsonKeyOptions {
  readonly sink: NumbersSink;
  /** The path, as a `field`. */
  readonly by: string;
  readonly faults: JsonFaults;
  /** The reader's. */
  readonly position: Position;
  /** Each document is a root (NDJSON); otherwise the document is an array of roots. */
  readonly isLines: boolean;
}

/**
 * Tells the sink the key that a path leads to, when its object ends. A key is a string, a number as it is spelled, `true` or `false`; `null` is
 * the empty one, as an empty cell is.
 */
export class JsonKey implements JsonVisitor {
  readonly #sink: NumbersSink;
  readonly #by: string;
  readonly #path: readonly Uint8Array[];
  readonly #faults: JsonFaults;
  readonly #position: Position;
  readonly #strings = new KeyStrings();
  /** How many containers are open around a root. */
  readonly #rootDepth: 0 | 1;

  #depth = 0;
  #inRoot = false;
  readonly #root: Position = startOfSource();
  /** How many keys of the path lead to the innermost object on it. */
  #matched = 0;
  #next: typeof OTHER | typeof PARENT | typeof PICKED = OTHER;
  #picked: Picked;

  constructor({ sink, by, faults, position, isLines }: JsonKeyOptions) {
    this.#sink = sink;
    this.#by = by;
    this.#path = keysFromField(by, "by").map((key) => new TextEncoder().encode(key));
    this.#faults = faults;
    this.#position = position;
    this.#rootDepth = isLines ? 0 : 1;
  }

  key(bytes: Uint8Array, start: number, end: number): void {
    if (!this.#inRoot || this.#depth !== this.#rootDepth + this.#matched + 1) return;
    if (!isKey(this.#path[this.#matched]!, bytes, start, end)) return;
    this.#picked = undefined;
    this.#next = this.#matched + 1 === this.#path.length ? PICKED : PARENT;
  }

  string(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (this.#role() !== PICKED) return;
    if (end - start > MAX_LITERAL_BYTES) {
      this.#bad("BAD_FORMAT", this.#faults.place(offset), "a key of at most 16 KiB", "a longer one");
      return;
    }
    this.#picked = this.#strings.of(bytes, start, end);
    if (this.#picked !== undefined) return;
    const got = quote(bytes.subarray(start, end));
    this.#bad("BAD_FORMAT", this.#faults.place(offset), "a key in UTF-8", got);
  }

  number(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.string(bytes, start, end, offset);
  }

  word(word: JsonWord): void {
    if (this.#role() === PICKED) this.#picked = word === "null" ? "" : word;
  }

  openObject(offset: number): void {
    const role = this.#role();
    if (role === PARENT) this.#matched++;
    else if (role === PICKED) this.#noKey(this.#faults.place(offset), AN_OBJECT);
    else if (!this.#inRoot && this.#depth === this.#rootDepth) this.#beginRoot(offset);
    else if (this.#depth < this.#rootDepth) {
      this.#faults.hold("NO_COLUMN", this.#faults.place(offset), "an array of objects with keys", AN_OBJECT);
    }
    this.#depth++;
  }

  openArray(offset: number): void {
    if (this.#role() === PICKED) this.#noKey(this.#faults.place(offset), AN_ARRAY);
    this.#depth++;
  }

  close(): void {
    this.#depth--;
    if (!this.#inRoot || this.#depth !== this.#rootDepth + this.#matched) return;
    if (this.#matched > 0) this.#matched--;
    else this.#endRoot();
  }

  #role(): typeof OTHER | typeof PARENT | typeof PICKED {
    const role = this.#next;
    this.#next = OTHER;
    return role;
  }

  #beginRoot(offset: number): void {
    setPosition(this.#root, this.#position, offset);
    this.#inRoot = true;
    this.#picked = undefined;
  }

  #endRoot(): void {
    this.#inRoot = false;
    const picked = this.#picked;
    if (typeof picked === "string") this.#sink.group?.(picked);
    else if (picked !== undefined) picked();
    else {
      const place = this.#faults.place(this.#root.offset, this.#root);
      this.#faults.hold("NO_COLUMN", place, this.#expected(), "an object without it");
    }
  }

  #noKey(place: BytePlace, got: string): void {
    this.#bad("NO_COLUMN", place, this.#expected(), got);
  }

  /** It is bad only if no equal key comes after it. */
  #bad(code: "NO_COLUMN" | "BAD_FORMAT", place: BytePlace, expected: string, got: string): void {
    this.#picked = () => this.#faults.hold(code, place, expected, got);
  }

  #expected(): string {
    return `a key at ${quote(this.#by)}`;
  }
}

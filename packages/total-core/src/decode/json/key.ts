import { KeyStrings } from "../../basics/key-strings.js";
import { quote } from "../../basics/quote.js";
import type { NumbersSink } from "../../contract/sink.js";
import { MAX_LITERAL_BYTES } from "../literals/literal.js";
import type { JsonFaults } from "./faults.js";
import { AN_ARRAY, AN_OBJECT } from "./list.js";
import { keysFromField } from "./path.js";
import { DOCUMENT, PathWalk, PICKED } from "./path-walk.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";

/**
 * Tells the sink the key that a path leads to, when its object ends. A key is a string, a number as it is spelled, `true` or `false`; `null` is
 * the empty key, as an empty cell is.
 */
export class JsonKey implements JsonVisitor {
  readonly #sink: NumbersSink;
  readonly #by: string;
  readonly #faults: JsonFaults;
  readonly #walk: PathWalk;
  readonly #strings = new KeyStrings();
  /** The value at the path in this root, or its deferred fault. The last of equal keys wins, so that it counts only when the root ends. */
  #picked: string | undefined | (() => void);

  constructor(sink: NumbersSink, by: string, faults: JsonFaults) {
    this.#sink = sink;
    this.#by = by;
    this.#faults = faults;
    this.#walk = new PathWalk(keysFromField(by, "by"), faults.position, faults.isLines);
  }

  key(bytes: Uint8Array, start: number, end: number): void {
    if (this.#walk.takeKey(bytes, start, end)) this.#picked = undefined;
  }

  literal(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (this.#walk.takeRole() !== PICKED) return;
    if (end - start > MAX_LITERAL_BYTES) {
      this.#bad("BAD_FORMAT", offset, "a key of at most 16 KiB", "a longer one");
      return;
    }
    this.#picked = this.#strings.of(bytes, start, end);
    if (this.#picked !== undefined) return;
    this.#bad("BAD_FORMAT", offset, "a key in UTF-8", quote(bytes.subarray(start, end)));
  }

  word(word: JsonWord): void {
    if (this.#walk.takeRole() === PICKED) this.#picked = word === "null" ? "" : word;
  }

  openObject(offset: number): void {
    const role = this.#walk.takeRole();
    if (role === PICKED) this.#bad("NO_COLUMN", offset, this.#expected(), AN_OBJECT);
    else if (role === DOCUMENT) {
      this.#faults.defer("NO_COLUMN", this.#faults.place(offset), "an array of objects with keys", AN_OBJECT);
    }
    this.#walk.openObject(role, offset);
  }

  openArray(offset: number): void {
    const role = this.#walk.takeRole();
    if (role === PICKED) this.#bad("NO_COLUMN", offset, this.#expected(), AN_ARRAY);
    this.#walk.openArray(role);
  }

  close(): void {
    if (!this.#walk.close()) return;
    const picked = this.#picked;
    const { root } = this.#walk;
    this.#picked = undefined;
    if (typeof picked === "string") this.#sink.group?.(picked);
    else if (picked !== undefined) picked();
    else {
      const place = this.#faults.place(root.offset, root);
      this.#faults.defer("NO_COLUMN", place, this.#expected(), "an object without it");
    }
  }

  #bad(code: "NO_COLUMN" | "BAD_FORMAT", offset: number, expected: string, got: string): void {
    const place = this.#faults.place(offset);
    this.#picked = () => this.#faults.defer(code, place, expected, got);
  }

  #expected(): string {
    return `a key at ${quote(this.#by)}`;
  }
}

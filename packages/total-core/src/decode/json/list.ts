import { quote } from "../../basics/quote.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import type { JsonFaults } from "./faults.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";
import { BAD_NUMBER } from "../literals/bounds.js";
import { addLiteralBytes } from "../literals/literal.js";

/**
 * The numbers of a JSON array, or the lines of NDJSON that are numbers, or both in a sequence of documents. Everything else in their place is a
 * fault.
 */
export class JsonList implements JsonVisitor {
  readonly #sink: NumbersSink;
  readonly #skipInvalid: boolean;
  readonly #faults: JsonFaults;
  /** How many containers are open around a number of the list. */
  readonly #listDepth: number;
  #depth = 0;

  constructor({ sink, skipInvalid }: DecoderOptions, faults: JsonFaults) {
    this.#sink = sink;
    this.#skipInvalid = skipInvalid;
    this.#faults = faults;
    this.#listDepth = faults.documents === "lines" ? 0 : 1;
  }

  get isInList(): boolean {
    return this.#depth === this.#listDepth;
  }

  /** How many keys lead to the rows, if it stands between two of them: each line of NDJSON is a number. */
  get rowsDepth(): number | undefined {
    return this.#listDepth === 0 && this.isInList ? 0 : undefined;
  }

  /** Whether an array of numbers is open. */
  get isInArray(): boolean {
    return this.#listDepth === 1 && this.#depth > 0;
  }

  /** Whether a value that begins is a document of a sequence. */
  get #isDocument(): boolean {
    return this.#depth === 0 && this.#faults.documents === "sequence";
  }

  key(): void {}

  literal(bytes: Uint8Array, start: number, end: number, offset: number, isString: boolean): void {
    const isNumber = !isString && (this.isInList || this.#isDocument);
    if (!isNumber) {
      this.#otherValue(offset, () => shownLiteral(bytes, start, end, isString));
      return;
    }
    const fault = addLiteralBytes(bytes, start, end, this.#sink);
    if (fault === undefined) return;
    const got = shownLiteral(bytes, start, end, false);
    this.#faults.defer(fault.code, this.#faults.place(offset), fault.expected, got);
  }

  word(word: JsonWord, offset: number): void {
    this.#otherValue(offset, () => word);
  }

  openObject(offset: number): void {
    this.#otherValue(offset, () => AN_OBJECT);
    this.#depth++;
  }

  openArray(offset: number): void {
    if (this.#depth >= this.#listDepth) this.#otherValue(offset, () => AN_ARRAY);
    this.#depth++;
  }

  close(): void {
    this.#depth--;
  }

  /** A value that is neither the list nor a number in it. A value inside another one is passed over: the outer one has been judged. */
  #otherValue(offset: number, got: () => string): void {
    if (this.#depth > this.#listDepth) return;
    if (this.#depth < this.#listDepth) {
      this.#faults.defer("BAD_NUMBER", this.#faults.place(offset), "a JSON array of numbers", got());
    } else if (this.#skipInvalid) {
      this.#sink.skipped();
    } else {
      this.#faults.defer(BAD_NUMBER.code, this.#faults.place(offset), BAD_NUMBER.expected, got());
    }
  }
}

export const AN_OBJECT = "an object";
export const AN_ARRAY = "an array";

/** A number or a string as an error shows it: a number as it is spelled, both cut where they are long. */
export function shownLiteral(bytes: Uint8Array, start: number, end: number, isString: boolean): string {
  const quoted = quote(bytes.subarray(start, end));
  return isString ? quoted : quoted.replaceAll('"', "");
}

import { quote } from "../../basics/quote.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import type { JsonFaults } from "./faults.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";
import { addLiteralBytes, BAD_NUMBER } from "../literals/literal.js";

/** The numbers of a JSON array, or, where `depth` is 0, documents that are numbers. Everything else in their place is a fault. */
export class JsonList implements JsonVisitor {
  readonly #sink: NumbersSink;
  readonly #skipInvalid: boolean;
  readonly #faults: JsonFaults;
  /** How many containers are open around a number of the list. */
  readonly #listDepth: number;
  #depth = 0;

  constructor({ sink, skipInvalid }: DecoderOptions, faults: JsonFaults, listDepth: 0 | 1) {
    this.#sink = sink;
    this.#skipInvalid = skipInvalid;
    this.#faults = faults;
    this.#listDepth = listDepth;
  }

  get isInList(): boolean {
    return this.#depth === this.#listDepth;
  }

  key(): void {}

  number(bytes: Uint8Array, start: number, end: number, offset: number): void {
    if (this.#depth !== this.#listDepth) {
      this.#otherValue(offset, () => rawNumber(bytes, start, end));
      return;
    }
    const fault = addLiteralBytes(bytes, start, end, this.#sink);
    if (fault === undefined) return;
    this.#faults.hold(fault.code, this.#faults.place(offset), fault.expected, rawNumber(bytes, start, end));
  }

  string(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#otherValue(offset, () => rawString(bytes, start, end));
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

  /** A value that is neither the list nor a number in it; one that stands deeper belongs to one that has been judged. */
  #otherValue(offset: number, got: () => string): void {
    if (this.#depth > this.#listDepth) return;
    if (this.#depth < this.#listDepth) {
      this.#faults.hold("BAD_NUMBER", this.#faults.place(offset), "a JSON array of numbers", got());
    } else if (this.#skipInvalid) {
      this.#sink.skipped();
    } else {
      this.#faults.hold(BAD_NUMBER.code, this.#faults.place(offset), BAD_NUMBER.expected, got());
    }
  }
}

export const AN_OBJECT = "an object";
export const AN_ARRAY = "an array";

/** A JSON number as an error shows it: as it is spelled, cut like any data. */
export function rawNumber(bytes: Uint8Array, start: number, end: number): string {
  return quote(bytes.subarray(start, end)).replaceAll('"', "");
}

/** A JSON string as an error shows it. */
export function rawString(bytes: Uint8Array, start: number, end: number): string {
  return quote(bytes.subarray(start, end));
}

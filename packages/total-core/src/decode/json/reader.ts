/**
 * JSON and NDJSON in TypeScript: an array of numbers, a number a line, or with `field` the numbers that it leads to.
 *
 * A malformed document's fault stands at the first byte that cannot stand there: in `[01]` the 1, in `[1,,2]` the second comma, in `[1,`
 * the end of the input.
 */
import { optionError } from "../../basics/option-values.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import type { Position } from "../position.js";
import { type Documents, JsonFaults } from "./faults.js";
import { JsonFields } from "./field.js";
import { JsonList } from "./list.js";
import { JsonParser } from "./parser.js";

/** Reads JSON after its byte-order mark. */
export class JsonReader implements Decoder {
  /** Where the next piece begins. A kernel that takes over moves it along. */
  readonly position: Position;
  readonly #faults: JsonFaults;
  readonly #visitor: JsonList | JsonFields;
  readonly #parser: JsonParser;

  /** @throws RangeError where numbers are to have keys and the options do not say where keys and numbers are */
  constructor(options: DecoderOptions, documents: Documents = "one") {
    const { field, by, sink } = options;
    const faults = new JsonFaults(options, documents);
    this.position = faults.position;
    this.#faults = faults;
    if (field !== undefined) this.#visitor = new JsonFields(options, field, faults);
    else if (by !== undefined && sink.group !== undefined) {
      throw optionError(RangeError, "by", "the option field beside it", "none");
    } else this.#visitor = new JsonList(options, faults);
    this.#parser = new JsonParser(this.#visitor, faults);
  }

  push(bytes: Uint8Array): void {
    this.#parser.push(bytes);
  }

  end(): void {
    this.#parser.end();
  }

  /**
   * Whether an element of the list of numbers may begin here. Then a kernel may go on with the list. Where a fault is deferred every byte has to be
   * seen here.
   */
  get isAtElement(): boolean {
    return this.#visitor.isInList && !this.#faults.isDeferring && this.#parser.isAtElement;
  }

  /**
   * How many keys of the field's path lead to the rows between which it stands: lines of NDJSON, documents, or elements of an array. Then a kernel may
   * go on with whole rows.
   */
  get rowsDepth(): number | undefined {
    if (this.#faults.isDeferring) return undefined;
    return this.isBetweenDocuments || this.#parser.isAtElement ? this.#visitor.rowsDepth : undefined;
  }

  /** Whether it stands between two documents of several. */
  get isBetweenDocuments(): boolean {
    return this.#parser.isBetweenDocuments;
  }

  /** Whether an array is open whose elements may be numbers or rows. */
  get isInArray(): boolean {
    return this.#visitor.isInArray;
  }

  /** A kernel has read elements of the array, with the comma after the last of them, or lines, and moved {@link position} along. */
  skipValues(): void {
    this.#parser.skipValues();
  }

  /** Whether a container is open, and whether the field of a document that is one object has led to an array. */
  get progress(): { readonly isOpen: boolean; readonly hadArray: boolean } {
    const visitor = this.#visitor;
    return { isOpen: this.#parser.isOpen, hadArray: visitor instanceof JsonFields && visitor.hadArray };
  }
}

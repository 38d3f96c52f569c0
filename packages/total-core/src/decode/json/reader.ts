/**
 * JSON and NDJSON in TypeScript: an array of numbers, a number a line, or with `field` the numbers that it leads to.
 *
 * A malformed document's fault stands at the first byte that cannot stand there: in `[01]` the 1, in `[1,,2]` the second comma, in `[1,`
 * the end of the input.
 */
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { optionError } from "../../basics/option-values.js";
import { listOf, type OneOrMore } from "../../contract/format-options.js";
import type { Position } from "../position.js";
import { JsonFaults } from "./faults.js";
import { JsonField } from "./field.js";
import { JsonKey } from "./key.js";
import { JsonList } from "./list.js";
import { JsonParser } from "./parser.js";

/** Reads JSON after its byte-order mark. */
export class JsonReader implements Decoder {
  /** Where the next piece begins. A kernel that takes over moves it along. */
  readonly position: Position;
  readonly #faults: JsonFaults;
  readonly #visitor: JsonList | JsonField;
  readonly #parser: JsonParser;

  /**
   * @param isLines each line is a document of its own (NDJSON)
   * @throws RangeError where numbers are to have keys and the options do not say where keys and numbers are
   */
  constructor(options: DecoderOptions, isLines: boolean = false) {
    const { field, by, sink } = options;
    const faults = new JsonFaults(options, isLines);
    this.position = faults.position;
    this.#faults = faults;
    const isKeyed = by !== undefined && sink.group !== undefined;
    const [path, keyPath] = [onlyOne("field", field), onlyOne("by", by)];
    if (isKeyed && typeof keyPath === "number") throw new RangeError(`by: expected a path, got ${keyPath}`);
    if (path !== undefined) {
      const key = isKeyed ? new JsonKey(sink, `${keyPath}`, faults) : undefined;
      this.#visitor = new JsonField(options, path, faults, key);
    } else if (isKeyed) throw new RangeError("by: expected the option field beside it, got none");
    else this.#visitor = new JsonList(options, faults);
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

  /** Whether a row may begin here, a line of NDJSON or an object in an array of objects. Then a kernel may go on with whole rows. */
  get isAtRow(): boolean {
    if (this.#faults.isDeferring || !this.#visitor.isAmongRoots) return false;
    return this.#faults.isLines ? this.#parser.isBetweenDocuments : this.#parser.isAtElement;
  }

  /** A kernel has read elements of the array, with the comma after the last of them, and moved {@link position} along. */
  skipElements(): void {
    this.#parser.skipElements();
  }

  /** Whether a container is open, and whether the field of a document that is one object has led to an array. */
  get progress(): { readonly isOpen: boolean; readonly hadList: boolean } {
    const visitor = this.#visitor;
    return { isOpen: this.#parser.isOpen, hadList: visitor instanceof JsonField && visitor.hadList };
  }
}

function onlyOne<T>(option: string, value: OneOrMore<T> | undefined): T | undefined {
  const list = value === undefined ? [] : listOf(value);
  if (list.length > 1) throw optionError(RangeError, option, "one path", String(list.length));
  return list[0];
}

/**
 * One JSON document: an array of numbers, or with `field` what that leads to.
 *
 * A malformed document's fault stands at the first byte that cannot stand there: in `[01]` the 1, in `[1,,2]` the second comma, in `[1,`
 * the end of the input.
 */
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { JsonFaults } from "./faults.js";
import { JsonField, type JsonFieldOptions } from "./field.js";
import { JsonKeyedField } from "./keyed-field.js";
import { JsonList } from "./list.js";
import { type ArraySeam, JsonReader } from "./reader.js";
import { type Position, startOfSource } from "../position.js";

export function newJsonDecoder(options: DecoderOptions): Decoder {
  const decoder = new JsonDecoder(options);
  return skipByteOrderMark(decoder, decoder.position);
}

/** Decodes JSON; a byte-order mark has to be skipped for it. */
export class JsonDecoder implements Decoder {
  /** Where the next piece begins. Whoever takes over the list at a {@link seam} moves it along. */
  readonly position: Position;
  readonly #faults: JsonFaults;
  readonly #visitor: JsonList | JsonField | JsonKeyedField;
  readonly #reader: JsonReader;
  readonly #isLines: boolean;

  /** @param isLines each line is a document of its own (NDJSON) */
  constructor(options: DecoderOptions, isLines: boolean = false) {
    const { source, position = startOfSource(), onHeldFault } = options;
    this.position = position;
    this.#isLines = isLines;
    const faults = new JsonFaults({ source, position, isLines, onHeldFault });
    this.#faults = faults;
    this.#visitor = newVisitor(options, { faults, position, isLines });
    this.#reader = new JsonReader({ visitor: this.#visitor, faults, position, isLines });
  }

  push(bytes: Uint8Array): void {
    this.#reader.push(bytes);
  }

  end(): void {
    this.#reader.end();
  }

  /**
   * Where in the list of numbers it stands, if between two of its tokens: there another decoder may go on with the list and hand back what
   * it does not know, with {@link position} moved along and this set anew. `undefined` too where a fault is held: then every byte has
   * to be seen here.
   */
  get seam(): ArraySeam | undefined {
    return this.#visitor.isInList && !this.#faults.isHolding ? this.#reader.seam : undefined;
  }

  set seam(seam: ArraySeam) {
    this.#reader.seam = seam;
  }

  /**
   * Whether a row may begin here, by which is meant a line of NDJSON, or an object of an array that a field leads into. There too another decoder may go
   * on, with rows that are whole, and between those of an array sets {@link seam} to `"value"`.
   */
  get isAtRow(): boolean {
    const visitor = this.#visitor;
    if (this.#faults.isHolding || visitor instanceof JsonKeyedField) return false;
    if (this.#isLines) return this.#reader.isBetweenDocuments;
    if (!(visitor instanceof JsonField && visitor.isAmongRoots)) return false;
    const { seam } = this.#reader;
    return seam === "value" || seam === "first value";
  }

  /** Whether a container is open, and whether the field of a document that is one object has led to an array. */
  get progress(): { readonly isOpen: boolean; readonly hadList: boolean } {
    const visitor = this.#visitor;
    return { isOpen: this.#reader.isOpen, hadList: visitor instanceof JsonField && visitor.hadList };
  }
}

/** @throws RangeError where there are to be keys, and the options do not say where keys and numbers are */
function newVisitor(
  options: DecoderOptions,
  reading: Pick<JsonFieldOptions, "faults" | "position" | "isLines">,
): JsonList | JsonField | JsonKeyedField {
  const { field, by, sink } = options;
  if (by === undefined || sink.group === undefined) {
    if (field === undefined) return new JsonList(options, reading.faults, reading.isLines ? 0 : 1);
    return new JsonField({ options, field, ...reading });
  }
  if (typeof by === "number") throw new RangeError(`by: expected a path, got ${by}`);
  if (field === undefined) throw new RangeError("by: expected the option field beside it, got none");
  return new JsonKeyedField({ options, field, by, ...reading });
}

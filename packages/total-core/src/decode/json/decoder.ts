/** JSON and NDJSON by the kernels, and by {@link JsonReader} what they leave. */
import { COMMA, LF } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions, Position } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { type ObjectRows, objectsKernel } from "../../kernel/objects.js";
import type { RowsReader } from "../../kernel/rows.js";
import { textKernel } from "../../kernel/text.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { KernelFeed, takenByBlocks } from "../kernel-feed.js";
import { addLiteralBytes, addOrSkip } from "../literals/literal.js";
import { keysFromField } from "./path.js";
import { JsonReader } from "./reader.js";

export function newJsonDecoder(options: DecoderOptions): Decoder {
  const decoder = new JsonDecoder(options, false);
  return skipByteOrderMark(decoder, decoder.position);
}

export function newNdjsonDecoder(options: DecoderOptions): Decoder {
  const decoder = new JsonDecoder(options, true);
  return skipByteOrderMark(decoder, decoder.position);
}

const encoder = new TextEncoder();

/** Where an element of a list of numbers may begin, the kernel of text takes over; where a row may begin, the kernel of objects. */
class JsonDecoder implements Decoder, RowsReader {
  readonly sink: NumbersSink;
  readonly position: Position;
  readonly #reader: JsonReader;
  readonly #skipInvalid: boolean;
  readonly #rows: ObjectRows;
  readonly #rowFeed: KernelFeed;
  readonly #elementFeed: KernelFeed;

  constructor(options: DecoderOptions, isLines: boolean) {
    const reader = new JsonReader(options, isLines);
    const { field, sink, skipInvalid } = options;
    this.sink = sink;
    this.position = reader.position;
    this.#reader = reader;
    this.#skipInvalid = skipInvalid;
    const keys = field === undefined ? [] : keysFromField(field).map((key) => encoder.encode(key));
    this.#rows = { keys, areLines: isLines };
    const separator = isLines ? LF : COMMA;
    const slowReader = {
      get isAtSeam() {
        return reader.isAtRow || reader.isAtElement;
      },
      push: (bytes: Uint8Array) => reader.push(bytes),
    };
    const findSeparator = (bytes: Uint8Array, from: number) => bytes.indexOf(separator, from);
    this.#rowFeed = new KernelFeed(slowReader, findSeparator, "rows");
    this.#elementFeed = new KernelFeed(slowReader, findSeparator, "blocks");
  }

  push(bytes: Uint8Array): void {
    const reader = this.#reader;
    // Which kernel it is shows only where a row or an element begins.
    const at = reader.isAtRow || reader.isAtElement ? 0 : this.#rowFeed.handOver(bytes, 0, 0);
    const piece = bytes.subarray(at);
    if (reader.isAtRow) this.#pushRows(piece);
    else if (reader.isAtElement) this.#pushElements(piece);
    else reader.push(piece);
  }

  end(): void {
    this.#rowFeed.flush();
    this.#reader.end();
  }

  addOddLiteral(bytes: Uint8Array, start: number, end: number): boolean {
    return addOrSkip(addLiteralBytes, bytes, start, end, this.sink, this.#skipInvalid) === undefined;
  }

  #pushElements(bytes: Uint8Array): void {
    const kernel = textKernel(bytes.length, this.position.offset + bytes.length);
    this.#elementFeed.push(bytes, kernel, ({ addElements }, begin, end) => {
      const taken = takenByBlocks(begin, end, () => addElements(begin, end, this.sink, this.position));
      if (taken.bytes > 0) this.#reader.seam = "value";
      return taken;
    });
  }

  #pushRows(bytes: Uint8Array): void {
    const rows = this.#rows;
    const kernel = objectsKernel(bytes.length, this.position.offset + bytes.length);
    this.#rowFeed.push(bytes, kernel?.knows(rows) ? kernel : undefined, (objects, begin, end) => {
      const taken = objects.addRows(rows, begin, end, this);
      if (taken.bytes > 0 && !rows.areLines) this.#reader.seam = "value";
      return taken;
    });
  }
}

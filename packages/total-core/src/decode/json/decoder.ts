/** JSON and NDJSON by the kernels, and by {@link JsonDecoder} what they leave. */
import { COMMA, LF } from "../../basics/ascii.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { JsonDecoder } from "./document.js";
import { keysFromField } from "./path.js";
import { addLiteralBytes } from "../literals/literal.js";
import type { Decoder, DecoderOptions, Position } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { objectsKernel, type ObjectRows } from "../../kernel/objects.js";
import { RowFeed } from "../rows/feed.js";
import type { RowsReader } from "../../kernel/rows.js";
import { feedText } from "../text/feed.js";
import { textKernel } from "../../kernel/text.js";

/** The same as the TypeScript decoder, to the last fault. */
export function kernelJsonDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, false);
}

/** The same as the TypeScript decoder, to the last fault. */
export function kernelNdjsonDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, true);
}

function newDecoder(options: DecoderOptions, isLines: boolean): Decoder {
  const decoder = new JsonDecoder(options, isLines);
  return skipByteOrderMark(new KernelJsonDecoder(decoder, options, isLines), decoder.position);
}

/** Where an element of a list or a row may begin, a kernel may take over. What it leaves goes back to the decoder. */
class KernelJsonDecoder implements Decoder, RowsReader {
  readonly sink: NumbersSink;
  readonly position: Position;
  readonly #decoder: JsonDecoder;
  readonly #skipInvalid: boolean;
  readonly #rows: ObjectRows;
  /** Behind this byte an element or a row may begin. */
  readonly #separator: number;
  readonly #feed: RowFeed;

  constructor(decoder: JsonDecoder, { sink, skipInvalid, field }: DecoderOptions, isLines: boolean) {
    this.sink = sink;
    this.position = decoder.position;
    this.#decoder = decoder;
    this.#skipInvalid = skipInvalid;
    const keys = field === undefined ? [] : keysFromField(field).map((key) => new TextEncoder().encode(key));
    this.#rows = { keys, areLines: isLines };
    this.#separator = isLines ? LF : COMMA;
    this.#feed = new RowFeed(decoder, this.#separator);
  }

  push(bytes: Uint8Array): void {
    const at = this.#isAtSeam() ? 0 : this.#handOver(bytes, 0, 0);
    const piece = bytes.subarray(at);
    if (this.#decoder.isAtRow) this.#addRows(piece);
    else this.#addList(piece);
  }

  end(): void {
    this.#feed.flush();
    this.#decoder.end();
  }

  addSlowLiteral(bytes: Uint8Array, start: number, end: number): boolean {
    const fault = addLiteralBytes(bytes, start, end, this.sink);
    if (fault === undefined) return true;
    if (!this.#skipInvalid || fault.code !== "BAD_NUMBER") return false;
    this.sink.skipped();
    return true;
  }

  #isAtSeam(): boolean {
    return this.#decoder.isAtRow || this.#isAtElement();
  }

  #isAtElement(): boolean {
    const { seam } = this.#decoder;
    return seam === "value" || seam === "first value";
  }

  #addList(bytes: Uint8Array): void {
    const decoder = this.#decoder;
    const kernel = textKernel(bytes.length, this.position.offset + bytes.length);
    if (kernel === undefined || !this.#isAtElement()) return decoder.push(bytes);
    const end = feedText({
      kernel,
      bytes,
      begin: 0,
      add: (from, to) => {
        const taken = kernel.addElements(from, to, this.sink, this.position);
        if (taken > 0) decoder.seam = "value";
        return taken;
      },
      handOver: (from, least) => this.#handOver(bytes, from, least),
    });
    decoder.push(bytes.subarray(end));
  }

  #addRows(bytes: Uint8Array): void {
    const rows = this.#rows;
    const kernel = objectsKernel(bytes.length, this.position.offset + bytes.length);
    if (kernel === undefined || !kernel.knows(rows)) {
      this.#feed.flush();
      this.#decoder.push(bytes);
      return;
    }
    this.#feed.push(bytes, kernel, (from, to) => {
      const taken = kernel.addRows(rows, from, to, this);
      if (taken.bytes > 0 && !rows.areLines) this.#decoder.seam = "value";
      return taken;
    });
  }

  /**
   * Lets the decoder take `bytes` from `begin` to a separator after which a kernel may go on, or to their end. It looks for one `least` bytes
   * later, then in ever longer steps: where what is read is not plain or has not begun, it may be long before that.
   * @returns where to go on
   */
  #handOver(bytes: Uint8Array, begin: number, least: number): number {
    let at = begin;
    for (let step = least; at < bytes.length; step = 2 * step + 1) {
      const separator = bytes.indexOf(this.#separator, at + step);
      const end = separator < 0 ? bytes.length : separator + 1;
      this.#decoder.push(bytes.subarray(at, end));
      at = end;
      if (this.#isAtSeam()) break;
    }
    return at;
  }
}

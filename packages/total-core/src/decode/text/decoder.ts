/** Text by the kernel, and by {@link TextReader} what the kernel leaves. */
import { isWhiteSpace } from "../../basics/ascii.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { TextReader } from "./reader.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import type { NumbersSink } from "../../contract/sink.js";
import { feedText } from "./feed.js";
import { textKernel } from "../../kernel/text.js";

/** The same as the TypeScript decoder, to the last fault. */
export function kernelTextDecoder(options: DecoderOptions): Decoder {
  const reader = new TextReader(options);
  return skipByteOrderMark(new KernelTextDecoder(reader, options.sink), reader.position);
}

/** Between two tokens the kernel may take over. What it leaves goes back to the reader, to the end of a token. */
class KernelTextDecoder implements Decoder {
  readonly #reader: TextReader;
  readonly #sink: NumbersSink;

  constructor(reader: TextReader, sink: NumbersSink) {
    this.#reader = reader;
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    const reader = this.#reader;
    const kernel = textKernel(bytes.length, reader.position.offset + bytes.length);
    if (kernel === undefined) return reader.push(bytes);
    const end = feedText({
      kernel,
      bytes,
      begin: reader.inToken ? this.#handOver(bytes, 0, 0) : 0,
      add: (from, to) => kernel.addText(from, to, this.#sink, reader.position),
      handOver: (from, least) => this.#handOver(bytes, from, least),
    });
    reader.push(bytes.subarray(end));
  }

  end(): void {
    this.#reader.end();
  }

  /** Lets the reader take `bytes` from `begin` to the first white space `least` bytes later. @returns where to go on */
  #handOver(bytes: Uint8Array, begin: number, least: number): number {
    let end = begin + least;
    while (end < bytes.length && !isWhiteSpace(bytes[end]!)) end++;
    end = Math.min(end + 1, bytes.length);
    this.#reader.push(bytes.subarray(begin, end));
    return end;
  }
}

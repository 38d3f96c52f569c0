/** Text by the kernel, and by {@link TextReader} what the kernel leaves. */
import { isWhiteSpace } from "../decode/ascii.js";
import { skipByteOrderMark } from "../decode/byte-order-mark.js";
import { newTextDecoder, TextReader } from "../decode/text.js";
import type { Decoder, DecoderOptions, NumbersSink } from "../stages.js";
import { addInChunks } from "./text-chunks.js";
import { BLOCK_BYTES, type TextKernel, textKernel } from "./text-kernel.js";

/** In pieces smaller than this the kernel costs more than it saves. */
const LEAST_BYTES = 512;

/** The same as the TypeScript decoder, to the last fault. */
export function kernelTextDecoder(options: DecoderOptions): Decoder {
  const kernel = textKernel();
  if (kernel === undefined) return newTextDecoder(options);
  const reader = new TextReader(options);
  return skipByteOrderMark(new KernelTextDecoder(kernel, reader, options.sink), reader.position);
}

/** Between two tokens the kernel may take over. What it leaves goes back to the reader, to the end of a token. */
class KernelTextDecoder implements Decoder {
  readonly #kernel: TextKernel;
  readonly #reader: TextReader;
  readonly #sink: NumbersSink;

  constructor(kernel: TextKernel, reader: TextReader, sink: NumbersSink) {
    this.#kernel = kernel;
    this.#reader = reader;
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    let begin = 0;
    if (bytes.length >= LEAST_BYTES) {
      begin = addInChunks({
        kernel: this.#kernel,
        bytes,
        begin: this.#reader.inToken ? this.#handOver(bytes, 0, 0) : 0,
        add: (from, to) => this.#kernel.addText(from, to, this.#sink, this.#reader.position),
        handOver: (from) => this.#handOver(bytes, from, BLOCK_BYTES - 1),
      });
    }
    this.#reader.push(bytes.subarray(begin));
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

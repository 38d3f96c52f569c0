/** The numbers of a JSON array by the kernel, and everything else in JSON by {@link JsonDecoder}. */
import { COMMA } from "../decode/ascii.js";
import { skipByteOrderMark } from "../decode/byte-order-mark.js";
import { JsonDecoder } from "../decode/json.js";
import type { Decoder, DecoderOptions, NumbersSink } from "../stages.js";
import { addInChunks } from "./text-chunks.js";
import { type TextKernel, textKernel } from "./text-kernel.js";

/** The same as the TypeScript decoder, to the last fault. */
export function kernelJsonDecoder(options: DecoderOptions): Decoder {
  const decoder = new JsonDecoder(options);
  return skipByteOrderMark(new KernelJsonDecoder(decoder, options.sink), decoder.position);
}

/** Where an element of the list may begin, the kernel may take over. What it leaves goes back to the decoder. */
class KernelJsonDecoder implements Decoder {
  readonly #decoder: JsonDecoder;
  readonly #sink: NumbersSink;

  constructor(decoder: JsonDecoder, sink: NumbersSink) {
    this.#decoder = decoder;
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    const decoder = this.#decoder;
    const kernel = textKernel(bytes.length, decoder.position.offset + bytes.length);
    if (kernel === undefined) return decoder.push(bytes);
    const end = addInChunks({
      kernel,
      bytes,
      begin: this.#isAtElement() ? 0 : this.#handOver(bytes, 0, 0),
      add: (from, to) => this.#addElements(kernel, from, to),
      handOver: (from, least) => this.#handOver(bytes, from, least),
    });
    decoder.push(bytes.subarray(end));
  }

  end(): void {
    this.#decoder.end();
  }

  #isAtElement(): boolean {
    const { seam } = this.#decoder;
    return seam === "value" || seam === "first value";
  }

  #addElements(kernel: TextKernel, begin: number, end: number): number {
    const taken = kernel.addElements(begin, end, this.#sink, this.#decoder.position);
    if (taken > 0) this.#decoder.seam = "value";
    return taken;
  }

  /**
   * Lets the decoder take `bytes` from `begin` to a comma after which an element begins, or to their end. It looks for one `least` bytes
   * later, then in ever longer steps: where the list is not plain or has not begun, it may be long before the kernel can go on.
   * @returns where to go on
   */
  #handOver(bytes: Uint8Array, begin: number, least: number): number {
    let at = begin;
    for (let step = least; at < bytes.length; step = 2 * step + 1) {
      const comma = bytes.indexOf(COMMA, at + step);
      const end = comma < 0 ? bytes.length : comma + 1;
      this.#decoder.push(bytes.subarray(at, end));
      at = end;
      if (this.#isAtElement()) break;
    }
    return at;
  }
}

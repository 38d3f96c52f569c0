/** Text by the kernel, and by {@link TextReader} what the kernel leaves. */
import { isWhiteSpace } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { textKernel } from "../../kernel/text.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { KernelFeed, takenByBlocks } from "../kernel-feed.js";
import { refuseForeign } from "../refuse-foreign.js";
import { TextReader } from "./reader.js";

export function newTextDecoder(options: DecoderOptions): Decoder {
  const { sink, thousands, decimal, money } = options;
  const reader = new TextReader(options);
  const { position } = reader;
  /** The kernel knows the usual spelling of numbers only. */
  const hasKernel = thousands === undefined && decimal === undefined && money !== true;
  const feed = new KernelFeed(reader, findWhiteSpace, "blocks");
  const decoder: Decoder = {
    push(bytes) {
      const kernel = hasKernel ? textKernel(bytes.length, position.offset + bytes.length) : undefined;
      feed.push(bytes, kernel, ({ addText }, begin, end) =>
        takenByBlocks(end - begin, addText(begin, end, sink, position)),
      );
    },
    end: () => reader.end(),
  };
  return refuseForeign(skipByteOrderMark(decoder, position), position, options);
}

function findWhiteSpace(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) {
    if (isWhiteSpace(bytes[i]!)) return i;
  }
  return -1;
}

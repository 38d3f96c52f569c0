/** Text by the kernel, and by the reader what the kernel leaves. */
import { isWhiteSpace } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { textKernel } from "../../kernel/text.js";
import { KernelFeed, takenByBlocks } from "../kernel-feed.js";
import type { TextReader } from "./reader.js";

/** @returns `undefined` where numbers are spelled in another way than the kernel knows */
export function feedText(
  reader: TextReader,
  { sink, thousands, decimal, money }: DecoderOptions,
): Decoder | undefined {
  if (thousands !== undefined || decimal !== undefined || money === true) return undefined;
  const { position } = reader;
  const feed = new KernelFeed(reader, findWhiteSpace, "blocks");
  return {
    push(bytes) {
      const kernel = textKernel(bytes.length, position.offset + bytes.length);
      feed.push(bytes, kernel, ({ addText }, begin, end) =>
        takenByBlocks(end - begin, addText(begin, end, sink, position)),
      );
    },
    end: () => reader.end(),
  };
}

function findWhiteSpace(bytes: Uint8Array, from: number): number {
  for (let i = from; i < bytes.length; i++) {
    if (isWhiteSpace(bytes[i]!)) return i;
  }
  return -1;
}

import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { loadedFeeds } from "../feeds.js";
import { refuseForeign } from "../refuse-foreign.js";
import { TextReader } from "./reader.js";

export function newTextDecoder(options: DecoderOptions): Decoder {
  const reader = new TextReader(options);
  const { position } = reader;
  const decoder = loadedFeeds()?.text(reader, options) ?? reader;
  return refuseForeign(skipByteOrderMark(decoder, position), position, options);
}

/** One JSON value a line: a number, or with `field` an object that leads to one. Lines of white space are none. */
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { JsonDecoder } from "./document.js";

export function newNdjsonDecoder(options: DecoderOptions): Decoder {
  const decoder = new JsonDecoder(options, true);
  return skipByteOrderMark(decoder, decoder.position);
}

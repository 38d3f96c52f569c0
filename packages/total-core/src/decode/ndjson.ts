/** One JSON value a line: a number, or with `field` an object that leads to one. Lines of white space are none. */
import type { Decoder, DecoderOptions } from "../stages.js";
import { skipByteOrderMark } from "./byte-order-mark.js";
import { JsonDecoder } from "./json.js";

export function newNdjsonDecoder(options: DecoderOptions): Decoder {
  const decoder = new JsonDecoder(options, true);
  return skipByteOrderMark(decoder, decoder.position);
}

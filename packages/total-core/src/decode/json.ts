/**
 * One JSON document: an array of numbers, or with `field` what that leads to.
 *
 * A malformed document's fault stands at the first byte that cannot stand there: in `[01]` the 1, in `[1,,2]` the second comma, in `[1,`
 * the end of the input.
 */
import type { Decoder, DecoderOptions } from "../stages.js";
import { skipByteOrderMark } from "./byte-order-mark.js";
import { JsonFaults } from "./json-faults.js";
import { JsonField } from "./json-field.js";
import { JsonList } from "./json-list.js";
import { JsonReader } from "./json-reader.js";
import { startOfSource } from "./position.js";

export function newJsonDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, false);
}

/** One JSON value a line: a number, or with `field` an object that leads to one. Blank lines are none. */
export function newNdjsonDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, true);
}

function newDecoder(options: DecoderOptions, isLines: boolean): Decoder {
  const position = startOfSource();
  const faults = new JsonFaults(options.source, position);
  const { field } = options;
  const visitor =
    field === undefined
      ? new JsonList(options, faults, isLines ? 0 : 1)
      : new JsonField({ options, field, faults, position, isLines });
  return skipByteOrderMark(new JsonReader({ visitor, faults, position, isLines }), position);
}

import { optionError } from "../../basics/option-values.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { listOf } from "../../contract/format-options.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { loadedFeeds } from "../feeds.js";
import { refuseForeign } from "../refuse-foreign.js";
import type { Documents } from "./faults.js";
import { JsonReader } from "./reader.js";

function newDecoder(options: DecoderOptions, documents: Documents): Decoder {
  const { sink, field, by } = options;
  const reader = new JsonReader(options, documents);
  const fields = field === undefined ? [] : listOf(field);
  if (fields.length > 1 && sink.columns === undefined) {
    throw optionError(RangeError, "field", "one path", String(fields.length));
  }
  const { position } = reader;
  const inner = loadedFeeds()?.json(reader, options, documents) ?? reader;
  let hasBegun = false;
  /** Tells the sink the fields: not before there is something of the source. */
  function tellFields(): void {
    if (!hasBegun && field !== undefined)
      sink.columns?.(fields, by === undefined ? [] : listOf(by).map(String));
    hasBegun = true;
  }

  const decoder: Decoder = {
    push(bytes) {
      tellFields();
      inner.push(bytes);
    },
    end() {
      tellFields();
      inner.end();
    },
  };
  return refuseForeign(skipByteOrderMark(decoder, position), position, options);
}

export function newJsonDecoder(options: DecoderOptions): Decoder {
  return newDecoder(options, options.isSequence ? "sequence" : "one");
}

export function newNdjsonDecoder(options: DecoderOptions): Decoder {
  // Without a field each document is a number, and so a line.
  return newDecoder(options, options.isSequence && options.field !== undefined ? "sequence" : "lines");
}

/** The readers in TypeScript as decoders of whole sources, without the kernels that decode/ lets take over. */
import type { Decoder, DecoderOptions, Position } from "../contract/decoder.js";
import { listOf } from "../contract/format-options.js";
import { skipByteOrderMark } from "../decode/byte-order-mark.js";
import { decoderOfSource } from "../decode/csv/beginning.js";
import { newRowReader } from "../decode/csv/new-row-reader.js";
import type { Documents } from "../decode/json/faults.js";
import { JsonReader } from "../decode/json/reader.js";
import { TextReader } from "../decode/text/reader.js";

function decoderOf(reader: Decoder & { readonly position: Position }): Decoder {
  return skipByteOrderMark(reader, reader.position);
}

export function newTextReader(options: DecoderOptions): Decoder {
  return decoderOf(new TextReader(options));
}

export function newCsvReader(options: DecoderOptions): Decoder {
  return decoderOfSource(options, "csv", newRowReader);
}

export function newTsvReader(options: DecoderOptions): Decoder {
  return decoderOfSource(options, "tsv", newRowReader);
}

export function newJsonReader(options: DecoderOptions): Decoder {
  return jsonReader(options, options.isSequence ? "sequence" : "one");
}

export function newNdjsonReader(options: DecoderOptions): Decoder {
  return jsonReader(options, "lines");
}

function jsonReader(options: DecoderOptions, documents: Documents): Decoder {
  const { field, sink } = options;
  if (field !== undefined) sink.columns?.(listOf(field), []);
  return decoderOf(new JsonReader(options, documents));
}

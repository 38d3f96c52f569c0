/** JSON and NDJSON by the kernels, and by {@link JsonReader} what they leave. */
import { COMMA, LF } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { type ObjectRows, objectsKernel } from "../../kernel/objects.js";
import type { RowsReader } from "../../kernel/rows.js";
import { textKernel } from "../../kernel/text.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import { refuseForeign } from "../refuse-foreign.js";
import { type FindSeparator, KernelFeed, takenByBlocks } from "../kernel-feed.js";
import { addLiteralBytes, addOrSkip } from "../literals/literal.js";
import { fieldPaths } from "./path.js";
import { JsonReader } from "./reader.js";

/** Where an element of a list of numbers may begin, the kernel of text takes over; where a row may begin, the kernel of objects. */
export function newJsonDecoder(options: DecoderOptions, isLines: boolean = false): Decoder {
  const { sink, skipInvalid, field } = options;
  const reader = new JsonReader(options, isLines);
  const { position } = reader;
  const separator = isLines ? LF : COMMA;
  const slowReader = {
    get isAtSeam() {
      return reader.isAtRow || reader.isAtElement;
    },
    push: (bytes: Uint8Array) => reader.push(bytes),
  };
  const findSeparator: FindSeparator = (bytes, from) => bytes.indexOf(separator, from);
  const rowFeed = new KernelFeed(slowReader, findSeparator, "rows");
  const elementFeed = new KernelFeed(slowReader, findSeparator, "blocks");
  const [path = []] = field === undefined ? [] : fieldPaths(field);
  const rows: ObjectRows = { keys: path.map((key) => encoder.encode(key)), areLines: isLines };
  const rowsReader: RowsReader = {
    sink,
    position,
    addSlowLiteral: (bytes, start, end) =>
      addOrSkip(addLiteralBytes, bytes, start, end, sink, skipInvalid) === undefined,
  };

  function pushElements(bytes: Uint8Array): void {
    const kernel = textKernel(bytes.length, position.offset + bytes.length);
    elementFeed.push(bytes, kernel, ({ addElements }, begin, end) => {
      const taken = takenByBlocks(end - begin, addElements(begin, end, sink, position));
      if (taken.bytes > 0) reader.skipElements();
      return taken;
    });
  }

  function pushRows(bytes: Uint8Array): void {
    const kernel = objectsKernel(bytes.length, position.offset + bytes.length);
    rowFeed.push(bytes, kernel?.knows(rows) ? kernel : undefined, (objects, begin, end) => {
      const taken = objects.addRows(rows, begin, end, rowsReader);
      if (taken.bytes > 0 && !isLines) reader.skipElements();
      return taken;
    });
  }

  const decoder: Decoder = {
    push(bytes) {
      // Which kernel it is shows only where a row or an element begins.
      const at = slowReader.isAtSeam ? 0 : rowFeed.handOver(bytes, 0, 0);
      const piece = bytes.subarray(at);
      if (reader.isAtRow) pushRows(piece);
      else if (reader.isAtElement) pushElements(piece);
      else reader.push(piece);
    },
    end() {
      rowFeed.flush();
      reader.end();
    },
  };
  return refuseForeign(skipByteOrderMark(decoder, position), position, options);
}

export function newNdjsonDecoder(options: DecoderOptions): Decoder {
  return newJsonDecoder(options, true);
}

const encoder = new TextEncoder();

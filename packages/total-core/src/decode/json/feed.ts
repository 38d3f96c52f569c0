/** JSON and NDJSON by the kernels, and by the reader what they leave. */
import { COMMA, LF } from "../../basics/ascii.js";
import { utf8Encoder } from "../../basics/text-codecs.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { type ObjectRows, objectsKernel } from "../../kernel/objects.js";
import type { RowsReader } from "../../kernel/rows.js";
import { textKernel } from "../../kernel/text.js";
import { KernelFeed, takenByBlocks } from "../kernel-feed.js";
import { addLiteralBytes, addOrSkip } from "../literals/literal.js";
import type { Documents } from "./faults.js";
import { fieldPaths } from "./path.js";
import type { JsonReader } from "./reader.js";

/** Where an element of a list of numbers may begin, the kernel of text may go on. */
const ELEMENTS = "elements";
/** The kernel that may go on: that of text, or that of objects with these rows. */
type Seam = typeof ELEMENTS | ObjectRows;

/** Where an element of a list of numbers may begin, the kernel of text takes over; where a row may begin, the kernel of objects. */
export function feedJson(reader: JsonReader, options: DecoderOptions, documents: Documents): Decoder {
  const { sink, skipInvalid, skipMissing, field } = options;
  const skipsMissing = skipMissing === true && field !== undefined;
  const { position } = reader;
  const [path = []] = field === undefined ? [] : fieldPaths(field);
  const keys = path.map((key) => utf8Encoder().encode(key));
  /** The rows by their depth. They are made where one is reached: of a path with many keys, all of them together would be large. */
  function rowsByDepth(areLines: boolean): (depth: number) => ObjectRows {
    const known: ObjectRows[] = [];
    return (depth) => (known[depth] ??= { keys: keys.slice(depth), areLines, skipsMissing });
  }
  const lines = rowsByDepth(true);
  const elements = rowsByDepth(false);
  const rowsReader: RowsReader = {
    sink,
    position,
    addSlowLiteral: (bytes, start, end) =>
      addOrSkip(addLiteralBytes, bytes, start, end, sink, skipInvalid) === undefined,
  };

  /** The kernel that has the piece; none until the reader has come to a seam. */
  let fed: Seam | undefined;

  /** Where the reader stands, if that is known to be a seam: it moves on only in {@link read}. To ask it anew took 3 µs a piece in a run that begins. */
  let reached: Seam | undefined;

  function seam(): Seam | undefined {
    return (reached ??= seamOfReader());
  }

  function seamOfReader(): Seam | undefined {
    if (reader.isAtElement) return ELEMENTS;
    const depth = reader.rowsDepth;
    return depth === undefined ? undefined : (reader.isBetweenDocuments ? lines : elements)(depth);
  }

  function read(bytes: Uint8Array): void {
    reached = undefined;
    reader.push(bytes);
  }

  const slowReader = {
    isAtSeam() {
      const at = seam();
      return at !== undefined && (fed === undefined || fed === at);
    },
    push: read,
  };
  let separator = documents === "lines" ? LF : COMMA;
  const findSeparator = (bytes: Uint8Array, from: number) => bytes.indexOf(separator, from);
  const rowFeed = new KernelFeed(slowReader, findSeparator, "rows");
  const elementFeed = new KernelFeed(slowReader, findSeparator, "blocks");

  function pushElements(bytes: Uint8Array): void {
    const kernel = textKernel(bytes.length, position.offset + bytes.length);
    elementFeed.push(bytes, kernel, ({ addElements }, begin, end) => {
      const taken = takenByBlocks(end - begin, addElements(begin, end, sink, position));
      if (taken.bytes > 0) reader.skipValues();
      return taken;
    });
  }

  function pushRows(bytes: Uint8Array, rows: ObjectRows): void {
    const kernel = objectsKernel(bytes.length, position.offset + bytes.length);
    rowFeed.push(bytes, kernel?.knows(rows) ? kernel : undefined, (objects, begin, end) => {
      const taken = objects.addRows(rows, begin, end, rowsReader);
      if (taken.bytes > 0) reader.skipValues();
      return taken;
    });
  }

  return {
    push(bytes) {
      // Which kernel it is shows only where a row or an element begins.
      fed = seam();
      if (documents === "sequence") separator = reader.isInArray ? COMMA : LF;
      const at = fed === undefined ? rowFeed.handOver(bytes, 0, 0) : 0;
      const piece = bytes.subarray(at);
      fed ??= seam();
      if (fed === undefined) read(piece);
      else if (fed === ELEMENTS) {
        separator = COMMA;
        pushElements(piece);
      } else {
        separator = fed.areLines ? LF : COMMA;
        pushRows(piece, fed);
      }
    },
    end() {
      rowFeed.flush();
      reader.end();
    },
  };
}

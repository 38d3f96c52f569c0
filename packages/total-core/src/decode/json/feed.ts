/** JSON and NDJSON by the kernels, and by the reader what they leave. */
import { COMMA, LF } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import type { RowsReader } from "../../kernel/rows.js";
import { textKernel } from "../../kernel/text.js";
import { KernelFeed, takenByBlocks, type Worth } from "../kernel-feed.js";
import { addLiteralBytes, addOrSkip } from "../literals/literal.js";
import type { Documents } from "./faults.js";
import { KernelRows, type RowSeam } from "./kernel-rows.js";
import type { JsonReader } from "./reader.js";

/** Where an element of a list of numbers may begin, the kernel of text may go on. */
const ELEMENTS = "elements";
/** The kernel that may go on: that of text, or those of rows. */
type Seam = typeof ELEMENTS | RowSeam;

/** A call of two kernels takes as long as the reader takes for six rows. */
const LISTED: Worth = { leastTaken: 512, mostSlowBytes: 32_768 };

/** Rows by their depth. They are made where one is reached. */
function rowsByDepth(areLines: boolean): (depth: number) => RowSeam {
  const known: RowSeam[] = [];
  return (depth) => (known[depth] ??= { depth, areLines });
}

/**
 * Where an element of a list of numbers may begin, the kernel of text takes over; where a row may begin, the kernels of rows.
 * @returns `undefined` where numbers are spelled in another way than the kernels know
 */
export function feedJson(
  reader: JsonReader,
  options: DecoderOptions,
  documents: Documents,
): Decoder | undefined {
  const { sink, skipInvalid, thousands, decimal, money } = options;
  if (thousands !== undefined || decimal !== undefined || money === true) return undefined;
  const { position } = reader;
  const kernelRows = new KernelRows(options);
  const lines = rowsByDepth(true);
  const elements = rowsByDepth(false);
  const rowsReader: RowsReader = {
    sink,
    position,
    addSlowLiteral(bytes, start, end) {
      if (end >= start) return addOrSkip(addLiteralBytes, bytes, start, end, sink, skipInvalid) === undefined;
      sink.empty();
      sink.missing?.();
      return true;
    },
  };

  /** The kernel that has the piece; none until the reader has come to a seam. */
  let fed: Seam | undefined;

  /** Where the reader stands, if that is known to be a seam: it moves on only in {@link read}. To ask it anew took 3 µs a piece in a run that begins. */
  let reached: Seam | undefined;

  function seam(): Seam | undefined {
    return (reached ??= seamOfReader());
  }

  function seamOfReader(): Seam | undefined {
    // The kernel of text knows one field without keys.
    if (!kernelRows.areListed && reader.isAtElement) return ELEMENTS;
    const depth = reader.rowsDepth;
    return depth === undefined ? undefined : (reader.isBetweenDocuments ? lines : elements)(depth);
  }

  function read(bytes: Uint8Array): void {
    reached = undefined;
    kernelRows.settle();
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
  const rowFeed = new KernelFeed(
    slowReader,
    findSeparator,
    "rows",
    kernelRows.areListed ? LISTED : undefined,
  );
  const elementFeed = new KernelFeed(slowReader, findSeparator, "blocks");

  function pushElements(bytes: Uint8Array): void {
    const kernel = textKernel(bytes.length, position.offset + bytes.length);
    elementFeed.push(bytes, kernel, ({ addElements }, begin, end) => {
      const taken = takenByBlocks(end - begin, addElements(begin, end, sink, position));
      if (taken.bytes > 0) reader.skipValues();
      return taken;
    });
  }

  function pushRows(bytes: Uint8Array, rows: RowSeam): void {
    const adder = kernelRows.adderFor(rows, bytes.length, position.offset + bytes.length);
    rowFeed.push(bytes, adder, (kernels, begin, end) => {
      const taken = kernels.add(begin, end, rowsReader);
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
      kernelRows.finish();
    },
  };
}

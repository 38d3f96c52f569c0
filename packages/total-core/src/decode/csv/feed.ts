/** Columns of a CSV or TSV by the kernel, and by the reader what the kernel leaves. */
import { LF, QUOTE, SPACE } from "../../basics/ascii.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import {
  BLANKS,
  type ColumnRows,
  csvKernel,
  type CsvKernel,
  MOST_COLUMNS,
  MOST_KEY_FIELDS,
} from "../../kernel/csv.js";
import { AT_END, AT_SLOW_ROW, type RowsReader, type TakenRows } from "../../kernel/rows.js";
import { KernelFeed } from "../kernel-feed.js";
import { addOrSkip } from "../literals/literal.js";
import { literalAdder } from "../literals/spelling.js";
import type { Position } from "../position.js";
import { type CsvDialect, WHITESPACE } from "./dialect.js";
import type { RowReader } from "./row-reader.js";

const NUL = 0;

/** The kernel takes no rows with more: they never stand whole in a call's bytes. */
const MOST_FIELDS = 65_536;

/**
 * Where a row begins the kernel takes over.
 * @returns `undefined` where the kernel knows nothing of such rows
 */
export function feedCsv(
  reader: RowReader,
  options: DecoderOptions & { readonly position: Position },
  dialect: CsvDialect,
): Decoder | undefined {
  const { sink, skipInvalid, decimal = ".", money, position } = options;
  const { delimiter, quotes, comment } = dialect;
  /**
   * The kernel takes a line of spaces for a blank one, and NUL for the end of its bytes: neither may be the delimiter. Amounts of money are none of its
   * numbers.
   */
  if (delimiter === SPACE || delimiter === NUL || money === true) return undefined;
  const kernelDelimiter = delimiter === WHITESPACE ? BLANKS : delimiter;
  const addLiteral = literalAdder(options);
  const slowReader = {
    isAtSeam() {
      const fields = reader.seam?.fields ?? 0;
      const { numberCells, keyCells } = reader.numbers;
      if (keyCells.length > 0 && sink.groups === undefined) return false;
      const isKnown = numberCells.length <= MOST_COLUMNS && keyCells.length <= MOST_KEY_FIELDS;
      return isKnown && fields >= (keyCells.length === 0 ? 1 : 2) && fields <= MOST_FIELDS;
    },
    push(bytes: Uint8Array) {
      if (rows !== undefined) used?.settle(rows);
      reader.push(bytes);
    },
  };
  const feed = new KernelFeed(slowReader, findLineEnd, "rows");
  /** The kernel's description of the rows; undefined before its first one. */
  let rows: ColumnRows | undefined;
  let used: CsvKernel | undefined;

  function newRows(): ColumnRows {
    const { fields, picked } = reader.seam!;
    const { numberCells, keyCells } = reader.numbers;
    const columns = numberCells.map((cell) => picked[cell]!);
    const keys = keyCells.map((cell) => picked[cell]!);
    const plainNumbers = decimal === ".";
    return { fields, columns, keys, delimiter: kernelDelimiter, quotes, plainNumbers };
  }

  const rowsReader: RowsReader = {
    sink,
    position,
    addSlowLiteral(bytes, start, end) {
      let from = start;
      let to = end;
      while (from < to && bytes[from] === SPACE) from++;
      while (from < to && bytes[to - 1] === SPACE) to--;
      if (from < to) return addOrSkip(addLiteral, bytes, from, to, sink, skipInvalid) === undefined;
      // A line of nothing but spaces is no row. The byte behind a quoted cell is its closing quote; the one before may be left from another call.
      if (rows!.fields > 1 || (quotes && bytes[end] === QUOTE)) sink.empty();
      return true;
    },
  };

  function addRows(csv: CsvKernel, begin: number, end: number): TakenRows {
    rows ??= newRows();
    used = csv;
    const stop = comment === undefined ? end : nextComment(csv.memory.bytes, comment, begin, end);
    if (stop === begin) return { bytes: 0, why: AT_SLOW_ROW };
    const taken = csv.addRows(rows, begin, stop, rowsReader);
    // A line that looks like a comment may stand in a quoted field: the reader tells.
    return stop < end && taken.why === AT_END ? { ...taken, why: AT_SLOW_ROW } : taken;
  }

  return {
    push(bytes) {
      const kernel = csvKernel(bytes.length, position.offset + bytes.length);
      feed.push(bytes, kernel, addRows);
    },
    end() {
      feed.flush();
      reader.end();
      if (rows !== undefined) used?.finish(rows);
    },
    isAtRowStart() {
      feed.flush();
      return reader.isAtRowStart();
    },
  };
}

function findLineEnd(bytes: Uint8Array, from: number): number {
  return bytes.indexOf(LF, from);
}

/** The address of the first line from `begin`, where a line begins, that begins with `comment`; `end` where none does. */
function nextComment(memory: Uint8Array, comment: number, begin: number, end: number): number {
  const bytes = memory.subarray(begin, end);
  for (let at = bytes.indexOf(comment); at >= 0; at = bytes.indexOf(comment, at + 1)) {
    if (at === 0 || bytes[at - 1] === LF) return begin + at;
  }
  return end;
}

import { type Position, startOfSource } from "../decode/position.js";
import { bytesOf } from "./recorder.js";
import type { RowsKernel, RowsReader, TakenRows } from "../kernel/rows.js";

export interface Taken {
  /** The rest of the text that it has left, and the reason. */
  readonly left: string;
  readonly why: number;
  readonly position: Position;
  readonly count: number;
  readonly empty: number;
  /** The literals that it has listed, sorted. */
  readonly slow: readonly string[];
}

export function takenBy(
  kernel: RowsKernel,
  text: string,
  addRows: (begin: number, end: number, reader: RowsReader) => TakenRows,
): Taken {
  const bytes = bytesOf(text);
  const begin = kernel.memory.place(bytes);
  const got = { count: 0, empty: 0, slow: [] as string[] };
  const position = startOfSource();
  const { bytes: length, why } = addRows(begin, begin + bytes.length, {
    sink: {
      decimal: (_coefficient, _exponent, count = 1) => void (got.count += count),
      doubles() {},
      empty: () => void got.empty++,
      skipped() {},
    },
    position,
    addSlowLiteral(memory, start, end) {
      got.slow.push(new TextDecoder().decode(memory.subarray(start, end)));
      return true;
    },
  });
  got.slow.sort();
  return { left: new TextDecoder().decode(bytes.subarray(length)), why, position, ...got };
}

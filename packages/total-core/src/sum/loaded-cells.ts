/** The sums of cells, where a source that has them is loaded: others need none of it. */
import type { DecodedNumbers } from "../contract/numbers-api.js";
import type { NumbersSink } from "../contract/sink.js";

/** To be added as a whole or in parts. */
export interface CellList {
  readonly length: number;
  addTo(sum: Pick<NumbersSink, "decimal">, start: number, end: number): void;
}

type ListOfCells = (numbers: DecodedNumbers["numbers"], exponent: number) => CellList | undefined;

let loaded: ListOfCells | undefined;

export function provideCells(cells: ListOfCells): void {
  loaded = cells;
}

/** @returns what makes a list of cells, and `undefined` of other numbers */
export function loadedCells(): ListOfCells | undefined {
  return loaded;
}

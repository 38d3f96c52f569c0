import type { CsvCell } from "./cell.js";
import type { Position } from "../position.js";

/** Is told of the cells of a CSV, in their order, by a reader that knows its structure and nothing of what the cells mean. */
export interface CsvVisitor {
  /** Which fields of the first row to keep, where that is no header; ascending. */
  readonly firstFields: readonly number[];
  /** A cell of the header. */
  name(cell: CsvCell): void;
  /**
   * The first row has ended, header or not.
   * @param count how many fields it has, and with it every row; 0 where there is no row at all
   * @param start where it begins, or where there is none the end
   * @returns which fields of the rows to keep, ascending
   */
  columns(count: number, start: Position): readonly number[];
  /** A row has ended that has as many fields as the first one. The cells are those kept of it, and the reader's again afterwards. */
  row(cells: readonly CsvCell[]): void;
}

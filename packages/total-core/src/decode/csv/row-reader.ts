import type { CsvRows, Decoder, Position, WordPlace } from "../../contract/decoder.js";
import type { CsvNumbers } from "./numbers.js";

/** A reader of rows in TypeScript, for one way of writing them. */
export interface RowReader extends Decoder {
  /** Where the next piece begins. */
  readonly position: Position;
  readonly numbers: CsvNumbers;
  /**
   * The shape of rows, where a row may begin; `undefined` elsewhere. There a kernel may go on with whole rows, and moves {@link position} along.
   */
  readonly seam: CsvRows | undefined;
  /** As {@link CsvRows} have it, once the first row has been read. Only readers of words have it. */
  readonly firstWords?: readonly WordPlace[] | undefined;
  isAtRowStart(): boolean;
}

/** What became of the slices of a file, put into the file's order. */
import type { Place } from "../../errors.js";
import type { PartialBatch } from "../../numbers-api.js";
import type { SliceFault, SliceOutcome } from "./slice-outcome.js";

/** A fault that every slice before has no fault of its own to put before. Its place is that in the file. */
export type FirstFault = SliceFault;

export class Outcomes {
  /** How many slices from the first on have an outcome and no fault. */
  #inOrder = 0;
  /** The line where those end, and where it begins. */
  #line = 1;
  #lineStart = 0;
  /** Those that came before their turn. */
  readonly #early = new Map<number, SliceOutcome>();
  readonly #batches: PartialBatch[] = [];
  #firstFault: FirstFault | undefined;
  #hasFault = false;

  /** The first slice that has no outcome, or has the first fault. */
  get next(): number {
    return this.#inOrder;
  }

  /** Whether any slice has a fault: those behind it are of no interest. */
  get hasFault(): boolean {
    return this.#hasFault;
  }

  /** The first fault in the file's order, as soon as there can be none before it. */
  get firstFault(): FirstFault | undefined {
    return this.#firstFault;
  }

  /** Takes an outcome, in any order. A slice has one: another one, if ever there were, is not counted. */
  add(outcome: SliceOutcome): void {
    if (outcome.index < this.#inOrder || this.#early.has(outcome.index)) return;
    const { index, lines, lineStart, result } = outcome;
    if ("fault" in result) this.#hasFault = true;
    else this.#batches.push(result);
    this.#early.set(index, { index, lines, lineStart, result });
    this.#goOn();
  }

  /** A partial that was not taken yet. */
  takeBatch(): PartialBatch | undefined {
    return this.#batches.shift();
  }

  #goOn(): void {
    for (;;) {
      const outcome = this.#early.get(this.#inOrder);
      if (outcome === undefined || this.#firstFault !== undefined) return;
      const { lines, lineStart, result } = outcome;
      if ("fault" in result) {
        this.#firstFault =
          result.fault === "bad data" ? { ...result, place: this.#placeInFile(result.place) } : result;
        return;
      }
      this.#early.delete(this.#inOrder++);
      this.#line += lines;
      this.#lineStart = lineStart ?? this.#lineStart;
    }
  }

  #placeInFile(place: Place): Place {
    const { line, column, offset } = place;
    // Formats without lines have offsets alone.
    if (line === undefined || column === undefined || offset === undefined) return place;
    const isInFirstLine = line === 1 && this.#inOrder > 0;
    return {
      ...place,
      line: this.#line + line - 1,
      column: isInFirstLine ? offset - this.#lineStart + 1 : column,
    };
  }
}

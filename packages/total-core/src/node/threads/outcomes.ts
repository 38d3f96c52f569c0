/** What became of the slices of a file, put into the file's order. */
import type { Place } from "../../contract/errors.js";
import type { PartialBatch } from "../../contract/numbers-api.js";
import type { ByteRange } from "./slice-total.js";
import type { SliceFault, SliceOutcome } from "./slice-outcome.js";

/** A fault that every slice before has no fault of its own to put before. Its place is that in the file. */
export type FirstFault = SliceFault;

export class Outcomes {
  /** How many slices from the first on have an outcome and no fault. */
  #inOrder = 0;
  /** Where what they have ends. */
  #end = 0;
  /** The line where those end, and where it begins. */
  #line = 1;
  #lineStart = 0;
  /** Those that came before their turn. */
  readonly #early = new Map<number, SliceOutcome>();
  readonly #batches: PartialBatch[] = [];
  #firstFault: FirstFault | undefined;
  #hasFault = false;
  #isToDoAgain = false;

  /** The first slice that has no outcome, or has the first fault. */
  get next(): number {
    return this.#inOrder;
  }

  /** Where that begins. */
  get nextStart(): number {
    return this.#end;
  }

  /** Whether it had an outcome that began elsewhere, at a wrong guess: it has to be done again. */
  get isToDoAgain(): boolean {
    return this.#isToDoAgain;
  }

  /** Whether any slice surely has a fault: those behind it are of no interest. */
  get hasFault(): boolean {
    return this.#hasFault;
  }

  /** The first fault in the file's order, as soon as there can be none before it. */
  get firstFault(): FirstFault | undefined {
    return this.#firstFault;
  }

  /** Takes an outcome, in any order. A slice has one: another one, if ever there were, is not counted. */
  add(outcome: SliceOutcome): void {
    const { index, result, isGuess } = outcome;
    if (index < this.#inOrder || this.#early.has(index)) return;
    if (!isGuess) this.#count(result);
    this.#early.set(index, outcome);
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
      const { taken, isGuess, lines, lineStart, result } = outcome;
      this.#isToDoAgain = isGuess && !this.#isNext(taken);
      if (this.#isToDoAgain) {
        this.#early.delete(this.#inOrder);
        return;
      }
      if (isGuess) this.#count(result);
      if ("fault" in result) {
        this.#firstFault =
          result.fault === "bad data" ? { ...result, place: this.#placeInFile(result.place) } : result;
        return;
      }
      this.#early.delete(this.#inOrder++);
      this.#end = Math.max(this.#end, taken.end);
      this.#line += lines;
      this.#lineStart = lineStart ?? this.#lineStart;
    }
  }

  /** A result that is none of a wrong guess. */
  #count(result: SliceOutcome["result"]): void {
    if ("fault" in result) this.#hasFault = true;
    else this.#batches.push(result);
  }

  /** Whether it is what follows. A slice that has nothing stands at its end, and what follows begins there or later. */
  #isNext({ begin, end }: ByteRange): boolean {
    return begin === this.#end || (begin === end && begin < this.#end);
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

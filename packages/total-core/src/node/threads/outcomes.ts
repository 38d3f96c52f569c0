/** The outcomes of a file's slices, put into the file's order. */
import type { Place } from "../../contract/errors.js";
import type { PartialBatch } from "../../contract/numbers-api.js";
import type { SliceFault, SliceOutcome } from "./slice-outcome.js";
import type { ByteRange } from "./slice-total.js";

/** Others read the fields and call the methods. */
export class Outcomes {
  /** The first slice that has no outcome, or has the first fault. All slices before it have partials. */
  next = 0;
  /** The offset at which that slice begins. */
  nextStart = 0;
  /** Whether that slice had an outcome that began elsewhere, at a wrong guess: it has to be done again. */
  isToDoAgain = false;
  /** Whether any slice surely has a fault: the slices behind it are of no interest. */
  hasFault = false;
  /** The first fault in the file's order, as soon as no slice before it can have one. Its place is the one in the file. */
  firstFault: SliceFault | undefined;
  /** The number of the line that the next slice begins in, and the offset of that line's first byte. */
  #line = 1;
  #lineStart = 0;
  /** The outcomes that came before their turn. */
  readonly #early = new Map<number, SliceOutcome>();
  readonly #batches: PartialBatch[] = [];

  /** Takes an outcome, in any order. A slice has one: if ever there were another, it is not counted. */
  add(outcome: SliceOutcome): void {
    const { index, result, isGuess } = outcome;
    if (index < this.next || this.#early.has(index)) return;
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
      const outcome = this.#early.get(this.next);
      if (outcome === undefined || this.firstFault !== undefined) return;
      const { taken, isGuess, lines, lineStart, result } = outcome;
      this.isToDoAgain = isGuess && !this.#isNext(taken);
      if (this.isToDoAgain) {
        this.#early.delete(this.next);
        return;
      }
      if (isGuess) this.#count(result);
      if ("fault" in result) {
        const isBad = result.fault === "bad data";
        this.firstFault = isBad ? { ...result, place: this.#placeInFile(result.place) } : result;
        return;
      }
      this.#early.delete(this.next++);
      this.nextStart = Math.max(this.nextStart, taken.end);
      this.#line += lines;
      this.#lineStart = lineStart ?? this.#lineStart;
    }
  }

  /** @param result of a slice whose beginning is no wrong guess */
  #count(result: SliceOutcome["result"]): void {
    if ("fault" in result) this.hasFault = true;
    else this.#batches.push(result);
  }

  /** Whether the bytes are the ones that follow. A slice without any stands at its end, where the next bytes begin, or later. */
  #isNext({ begin, end }: ByteRange): boolean {
    return begin === this.nextStart || (begin === end && begin < this.nextStart);
  }

  #placeInFile(place: Place): Place {
    const { line, column, offset } = place;
    // Formats without lines have offsets alone.
    if (line === undefined || column === undefined || offset === undefined) return place;
    const isInFirstLine = line === 1 && this.next > 0;
    return {
      ...place,
      line: this.#line + line - 1,
      column: isInFirstLine ? offset - this.#lineStart + 1 : column,
    };
  }
}

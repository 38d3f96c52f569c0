import { TotalError, type TotalErrorCode } from "../errors.js";
import { type BytePlace, placeOnLine, type Position } from "./position.js";

/** How far a document is still checked for its structure after a fault in its numbers, in bytes from the fault's place. */
export const HOLD_BYTES = 1_048_576;

/**
 * The faults of one JSON document. Malformed wins: of a document that is no JSON it would be idle to say that its third number is too
 * large. So a fault in the numbers is held until the document has ended, or has been seen to be well-formed for {@link HOLD_BYTES} more.
 */
export class JsonFaults {
  readonly #source: string | undefined;
  readonly #position: Position;
  #held: TotalError | undefined;
  #holdEnd = Infinity;

  constructor(source: string | undefined, position: Position) {
    this.#source = source;
    this.#position = position;
  }

  /** The place of a byte on the line that is being read. */
  place(offset: number, position: Position = this.#position): BytePlace {
    return placeOnLine(this.#source, position, offset);
  }

  /** Holds a fault in the numbers; the first one is the one that counts. */
  hold(code: TotalErrorCode, place: BytePlace, expected: string, got: string): void {
    if (this.#held !== undefined) return;
    this.#held = new TotalError(code, { place, expected, got });
    this.#holdEnd = place.offset + HOLD_BYTES;
  }

  /** @throws TotalError `BAD_FORMAT`, unless an earlier fault has been held for long enough */
  malformed(offset: number, expected: string, got: string): never {
    this.throwPast(offset);
    throw new TotalError("BAD_FORMAT", { place: this.place(offset), expected, got });
  }

  /** To be called when all bytes before `offset` are well-formed. */
  throwPast(offset: number): void {
    if (offset >= this.#holdEnd) this.throwHeld();
  }

  /** To be called when a document has ended well-formed. */
  throwHeld(): void {
    if (this.#held !== undefined) throw this.#held;
  }
}

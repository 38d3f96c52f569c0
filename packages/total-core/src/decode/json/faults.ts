import { quote } from "../../basics/quote.js";
import { TotalError, type TotalErrorCode } from "../../contract/errors.js";
import { LF } from "../../basics/ascii.js";
import { type BytePlace, placeOnLine, type Position } from "../position.js";

/** How far a document is still checked for its structure after a fault in its numbers, in bytes from the fault's place. */
const HOLD_BYTES = 1_048_576;

export interface JsonFaultsOptions {
  /** What errors call the source. */
  readonly source: string | undefined;
  /** Where the reader stands; it moves it along. */
  readonly position: Position;
  /** Each line that is not blank is a document of its own (NDJSON); otherwise the whole is one. */
  readonly isLines: boolean;
  /** Told of the fault that is held. */
  readonly onHeldFault?: ((fault: TotalError) => void) | undefined;
}

/**
 * The faults of a JSON document. Malformed wins: of a document that is no JSON it would be idle to say that its third number is too
 * large. So a fault in the numbers is held until the document has ended, or has been seen to be well-formed for {@link HOLD_BYTES}.
 */
export class JsonFaults {
  readonly #source: string | undefined;
  readonly #position: Position;
  readonly #isLines: boolean;
  readonly #onHeldFault: JsonFaultsOptions["onHeldFault"];
  #held: TotalError | undefined;
  #holdEnd = Infinity;

  constructor({ source, position, isLines, onHeldFault }: JsonFaultsOptions) {
    this.#source = source;
    this.#position = position;
    this.#isLines = isLines;
    this.#onHeldFault = onHeldFault;
  }

  /** The place of a byte on the line that is being read, or on another one. */
  place(offset: number, position: Position = this.#position): BytePlace {
    return placeOnLine(this.#source, position, offset);
  }

  get isHolding(): boolean {
    return this.#held !== undefined;
  }

  /** Holds a fault in the numbers; the first one is the one that counts. */
  hold(code: TotalErrorCode, place: BytePlace, expected: string, got: string): void {
    if (this.#held !== undefined) return;
    this.#held = new TotalError(code, { place, expected, got });
    this.#holdEnd = place.offset + HOLD_BYTES;
    this.#onHeldFault?.(this.#held);
  }

  /** To be called when all bytes before `offset` are well-formed. */
  throwPast(offset: number): void {
    if (offset >= this.#holdEnd) this.throwHeld();
  }

  /** To be called when a document has ended well-formed. */
  throwHeld(): void {
    if (this.#held !== undefined) throw this.#held;
  }

  /** @throws TotalError `BAD_FORMAT`, unless an earlier fault has been held for long enough */
  malformed(offset: number, expected: string, got: string): never {
    this.throwPast(offset);
    throw new TotalError("BAD_FORMAT", { place: this.place(offset), expected, got });
  }

  /** Malformed at a byte of the piece that is being read. */
  malformedAt(bytes: Uint8Array, i: number, expected: string): never {
    this.malformed(this.#position.offset + i, expected, this.#shown(bytes[i]!));
  }

  #shown(byte: number): string {
    if (byte === LF && this.#isLines) return "the end of the line";
    return byte < 0x80 ? quote(String.fromCharCode(byte)) : `byte 0x${byte.toString(16)}`;
  }
}

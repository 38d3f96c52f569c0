import { quote } from "../../basics/quote.js";
import { TotalError, type TotalErrorCode } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import type { DecoderOptions } from "../../contract/decoder.js";
import { LF } from "../../basics/ascii.js";
import { type BytePlace, placeOnLine, type Position, startOfSource } from "../position.js";

/** How far a document is still checked for its structure after a fault in its numbers, in bytes from the fault's place. */
const DEFER_BYTES = 1_048_576;

/** How a source is cut into documents. */
export type Documents =
  /** The whole is one. */
  | "one"
  /** Each line that is not blank is one: NDJSON. */
  | "lines"
  /** One ends where the next begins, as `jq` writes them. */
  | "sequence";

/**
 * The faults of a JSON document. A document that is not JSON is reported as malformed, whatever its numbers are: so a fault in the numbers is
 * deferred until the document has ended, or has been seen to be well-formed for {@link DEFER_BYTES}.
 */
export class JsonFaults {
  /** Where the parser stands; the parser moves it along. */
  readonly position: Position;
  readonly documents: Documents;
  readonly #source: string | undefined;
  readonly #onDeferredFault: DecoderOptions["onDeferredFault"];
  #deferred: TotalError | undefined;
  #throwAt = Infinity;

  constructor({ source, position = startOfSource(), onDeferredFault }: DecoderOptions, documents: Documents) {
    this.#source = source;
    this.position = position;
    this.documents = documents;
    this.#onDeferredFault = onDeferredFault;
  }

  /** The place of a byte on the line that is being read, or on another one. */
  place(offset: number, position: Position = this.position): BytePlace {
    return placeOnLine(this.#source, position, offset);
  }

  /** Whether a fault is deferred. */
  get isDeferring(): boolean {
    return this.#deferred !== undefined;
  }

  /** Defers a fault in the numbers; only the first one counts. */
  defer(
    code: TotalErrorCode,
    place: BytePlace,
    expected: string,
    got: string,
    hints?: readonly Hint[],
  ): void {
    if (this.#deferred !== undefined) return;
    this.#deferred = new TotalError(code, { place, expected, got, hints });
    this.#throwAt = place.offset + DEFER_BYTES;
    this.#onDeferredFault?.(this.#deferred);
  }

  /** To be called when all bytes before `offset` are well-formed. */
  throwPast(offset: number): void {
    if (offset >= this.#throwAt) this.throwDeferred();
  }

  /** To be called when a document has ended well-formed. */
  throwDeferred(): void {
    if (this.#deferred !== undefined) throw this.#deferred;
  }

  /** @throws TotalError `BAD_FORMAT`, unless an earlier fault has been deferred for long enough */
  malformed(offset: number, expected: string, got: string, hints?: readonly Hint[]): never {
    this.throwPast(offset);
    throw new TotalError("BAD_FORMAT", { place: this.place(offset), expected, got, hints });
  }

  /** Malformed at a byte of the piece that is being read. */
  malformedAt(bytes: Uint8Array, i: number, expected: string, hints?: readonly Hint[]): never {
    const byte = bytes[i]!;
    const shown = byte < 0x80 ? quote(String.fromCharCode(byte)) : `byte 0x${byte.toString(16)}`;
    const got = byte === LF && this.documents === "lines" ? "the end of the line" : shown;
    this.malformed(this.position.offset + i, expected, got, hints);
  }
}

/** Text that comes in pieces, as bytes of UTF-8. */
import { TotalError } from "../contract/errors.js";

/** Characters that are encoded at a time, so that a long piece takes no second memory of its length. */
const STEP_CHARACTERS = 65_536;

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * A number by itself, which the next piece would lengthen, with whatever marks the options allow. It has one run of digits and marks: a text would take the
 * square of the time where two follow each other.
 */
const NUMBER = /^[+-]?(?=[.,]?\d)[\d.,]+(?:e[+-]?\d+)?$/i;

/** Encodes pieces of text. One may end between the two halves of a character, which JavaScript keeps as two surrogates. */
export class TextPieces {
  readonly #name: string | undefined;
  readonly #refusesNumbers: boolean;
  /** Made for the first text: streams of bytes need none. */
  #encoder: TextEncoder | undefined;
  /** The first half of a character, at the end of the last piece. */
  #half = "";
  /** How many bytes came before. */
  #offset = 0;
  #isAfterNumber = false;

  /**
   * @param name what errors call the stream
   * @param refusesNumbers whether two pieces that are a number each are a misuse: nobody knows whether they are two numbers or the halves of one
   */
  constructor(name: string | undefined, refusesNumbers: boolean) {
    this.#name = name;
    this.#refusesNumbers = refusesNumbers;
  }

  /**
   * @throws TotalError BAD_FORMAT where half a character stands alone
   * @throws TypeError where two pieces are numbers, if that is asked for
   */
  *bytesOf(piece: string): Generator<Uint8Array, void> {
    if (this.#refusesNumbers) this.#checkNumber(piece);
    for (let start = 0; start < piece.length; start += STEP_CHARACTERS) {
      const bytes = this.#encoded(this.#half + piece.slice(start, start + STEP_CHARACTERS));
      if (bytes.length > 0) yield bytes;
    }
  }

  /** Bytes come between two pieces of text. */
  passed(bytes: Uint8Array): void {
    this.end();
    this.#offset += bytes.length;
    this.#isAfterNumber = false;
  }

  /** No piece of text follows. @throws TotalError BAD_FORMAT where half a character stands at the end */
  end(): void {
    if (this.#half !== "") throw this.#loneHalf(this.#half, 0);
  }

  #encoded(text: string): Uint8Array {
    const last = text.charCodeAt(text.length - 1);
    const isCut = last >= 0xd800 && last <= 0xdbff;
    this.#half = isCut ? text.slice(-1) : "";
    const whole = isCut ? text.slice(0, -1) : text;
    const encoder = (this.#encoder ??= new TextEncoder());
    const bytes = encoder.encode(whole);
    // Each ASCII character is one byte, and everything else is more.
    if (bytes.length !== whole.length) {
      const lone = LONE_SURROGATE.exec(whole);
      if (lone !== null) throw this.#loneHalf(lone[0], encoder.encode(whole.slice(0, lone.index)).length);
    }
    this.#offset += bytes.length;
    return bytes;
  }

  #checkNumber(piece: string): void {
    if (piece === "") return;
    const isNumber = NUMBER.test(piece);
    if (isNumber && this.#isAfterNumber) {
      throw new TypeError(
        "stream: expected pieces of a text, got pieces that are a number each: " +
          'give the option format ("text") if they are one text, an async iterable of strings if they are numbers',
      );
    }
    this.#isAfterNumber = isNumber;
  }

  #loneHalf(half: string, after: number): TotalError {
    return new TotalError("BAD_FORMAT", {
      place: { source: this.#name, offset: this.#offset + after },
      expected: "text of whole characters",
      got: `the lone surrogate U+${half.charCodeAt(0).toString(16).toUpperCase()}`,
    });
  }
}

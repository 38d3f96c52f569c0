/** Text in TypeScript: numbers separated by spaces, tabs, CR or LF. Every other byte belongs to a token, and a token is a number or an error. */
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { isWhiteSpace, LF } from "../../basics/ascii.js";
import { hints } from "../hints.js";
import { isCurrency } from "../literals/currency-taker.js";
import { addOrSkip } from "../literals/literal.js";
import { numberError } from "../literals/number-error.js";
import { type AddLiteral, literalAdder, TEXT_SEPARATORS } from "../literals/spelling.js";
import { placeOnLine, type Position, startOfSource } from "../position.js";
import { TokenBuffer } from "../literals/token-buffer.js";

/**
 * Reads text after its byte-order mark, from any position between two tokens.
 *
 * A token cut by a piece's end is kept until it ends, or until it is longer than a literal may be: then it is judged at once.
 */
export class TextReader implements Decoder {
  /** Where the next piece begins. */
  readonly position: Position;
  readonly #options: DecoderOptions;
  readonly #addLiteral: AddLiteral;
  readonly #cut = new TokenBuffer();
  #cutOffset = 0;
  #cutIsJudged = false;

  constructor(options: DecoderOptions) {
    this.#options = options;
    this.#addLiteral = literalAdder(options, TEXT_SEPARATORS, options.currencies?.ofColumn(0));
    this.position = options.position ?? startOfSource();
  }

  /** Whether the next byte is in no token that has begun before it. */
  isAtSeam(): boolean {
    return this.#cut.length === 0;
  }

  push(bytes: Uint8Array): void {
    const begin = this.isAtSeam() ? 0 : this.#goOnWithToken(bytes);
    this.#readTokens(bytes, begin);
    this.position.offset += bytes.length;
  }

  end(): void {
    if (!this.isAtSeam()) this.#endCutToken();
  }

  #readTokens(bytes: Uint8Array, begin: number): void {
    const { position } = this;
    const { offset } = position;
    const { length } = bytes;
    let i = begin;
    for (;;) {
      while (i < length && isWhiteSpace(bytes[i]!)) {
        if (bytes[i++] === LF) {
          position.line++;
          position.lineStart = offset + i;
        }
      }
      if (i === length) return;
      const start = i;
      do i++;
      while (i < length && !isWhiteSpace(bytes[i]!));
      if (i === length) {
        this.#cutOffset = offset + start;
        this.#keep(bytes, start, length);
        return;
      }
      this.#add(bytes, start, i, offset + start);
    }
  }

  /** @returns where the token ends in this piece, or the piece's end */
  #goOnWithToken(bytes: Uint8Array): number {
    let end = 0;
    while (end < bytes.length && !isWhiteSpace(bytes[end]!)) end++;
    this.#keep(bytes, 0, end);
    if (end < bytes.length) this.#endCutToken();
    return end;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    this.#cut.keep(bytes, start, end);
    if (this.#cut.isTooLong) this.#judgeCutToken();
  }

  #endCutToken(): void {
    this.#judgeCutToken();
    this.#cutIsJudged = false;
    this.#cut.length = 0;
  }

  #judgeCutToken(): void {
    if (!this.#cutIsJudged) this.#add(this.#cut.bytes, 0, this.#cut.length, this.#cutOffset);
    this.#cutIsJudged = true;
  }

  #add(bytes: Uint8Array, start: number, end: number, offset: number): void {
    const { sink, skipInvalid, source } = this.#options;
    const fault = addOrSkip(this.#addLiteral, bytes, start, end, sink, skipInvalid);
    if (fault === undefined) return;
    const place = placeOnLine(source, this.position, offset);
    const literal = bytes.subarray(start, end);
    const others = isCurrency(literal) ? hints()?.ofAmount(this.#options.money) : undefined;
    throw numberError(fault, place, literal, this.#options, TEXT_SEPARATORS, others);
  }
}

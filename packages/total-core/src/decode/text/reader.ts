/** Numbers separated by spaces, tabs, CR or LF. Every other byte belongs to a token, and a token is a number or an error. */
import { quote } from "../../basics/quote.js";
import { TotalError } from "../../contract/errors.js";
import type { Decoder, DecoderOptions } from "../../contract/decoder.js";
import { isWhiteSpace, LF } from "../../basics/ascii.js";
import { skipByteOrderMark } from "../byte-order-mark.js";
import type { LiteralFault } from "../literals/literal.js";
import { type AddLiteral, literalAdder, TEXT_SEPARATORS } from "../literals/spelling.js";
import { placeOnLine, type Position, startOfSource } from "../position.js";
import { TokenBuffer } from "../literals/token-buffer.js";

export function newTextDecoder(options: DecoderOptions): Decoder {
  const reader = new TextReader(options);
  return skipByteOrderMark(reader, reader.position);
}

/**
 * Reads text from any position that lies between two tokens; at the start of a source a byte-order mark has to be skipped for it.
 *
 * A token cut by a piece's end is kept until it ends, or until it is longer than a literal may be: then what it is is known.
 */
export class TextReader implements Decoder {
  /** Where the next piece begins. */
  readonly position: Position;
  readonly #options: DecoderOptions;
  readonly #addLiteral: AddLiteral;
  readonly #cut = new TokenBuffer();
  #cutOffset = 0;
  #cutIsSkipped = false;

  constructor(options: DecoderOptions) {
    this.#options = options;
    this.#addLiteral = literalAdder(options, TEXT_SEPARATORS);
    this.position = options.position ?? startOfSource();
  }

  /** Whether a token has begun and not ended. */
  get inToken(): boolean {
    return this.#cut.length > 0;
  }

  push(bytes: Uint8Array): void {
    const begin = this.inToken ? this.#goOnWithToken(bytes) : 0;
    this.#readTokens(bytes, begin);
    this.position.offset += bytes.length;
  }

  end(): void {
    if (this.inToken) this.#endCutToken();
  }

  #readTokens(bytes: Uint8Array, begin: number): void {
    const { position } = this;
    const { sink } = this.#options;
    const addLiteral = this.#addLiteral;
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
      const fault = addLiteral(bytes, start, i, sink);
      if (fault !== undefined) this.#passOver(fault, bytes.subarray(start, i), offset + start);
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
    if (this.#cut.isTooLong && !this.#cutIsSkipped) {
      this.#judgeCutToken();
      this.#cutIsSkipped = true;
    }
  }

  #endCutToken(): void {
    if (!this.#cutIsSkipped) this.#judgeCutToken();
    this.#cutIsSkipped = false;
    this.#cut.length = 0;
  }

  #judgeCutToken(): void {
    const { bytes, length } = this.#cut;
    const fault = this.#addLiteral(bytes, 0, length, this.#options.sink);
    if (fault !== undefined) this.#passOver(fault, bytes.subarray(0, length), this.#cutOffset);
  }

  #passOver({ code, expected }: LiteralFault, token: Uint8Array, offset: number): void {
    const { sink, skipInvalid, source } = this.#options;
    if (!skipInvalid || code !== "BAD_NUMBER") {
      throw new TotalError(code, {
        place: placeOnLine(source, this.position, offset),
        expected,
        got: quote(token),
      });
    }
    sink.skipped();
  }
}

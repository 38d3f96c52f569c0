/** The tokens of JSON that two pieces can share: numbers, strings, and the words `null`, `true` and `false`. */
import { BACKSLASH, DIGIT_0, DIGIT_9, LETTER_U, MINUS, QUOTE, SPACE } from "../../basics/ascii.js";
import { CodeUnits, hexDigit, SIMPLE_ESCAPES } from "./escapes.js";
import type { JsonFaults } from "./faults.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";
import { isWholeNumber, JSON_NUMBER, NUMBER_START, REJECTED } from "../literals/grammar.js";
import type { Position } from "../position.js";
import { TokenBuffer } from "../literals/token-buffer.js";
import { Utf8 } from "../../basics/utf8.js";

const NONE = 0;
const NUMBER = 1;
const STRING = 2;
const ESCAPE = 3;
const HEX = 4;
const WORD = 5;

/** 1 for each byte that ends a plain string: a quote, a backslash, a control character. A plain key ends at each byte that is not ASCII, too. */
const STRING_STOPS = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < SPACE || byte === QUOTE || byte === BACKSLASH ? 1 : 0,
);
const KEY_STOPS = STRING_STOPS.map((stop, byte) => (byte < 0x80 ? stop : 1));

/** The words by their first letters. */
const WORDS = new Map((["null", "true", "false"] as const).map((word) => [word.charCodeAt(0), word]));

/** Reads one token after the other. A token that stands whole in a piece is told from there; the bytes of a cut one are kept. */
export class JsonToken {
  readonly #visitor: JsonVisitor;
  readonly #faults: JsonFaults;
  readonly #position: Position;

  #state = NONE;
  /** The offset of the token's first byte. */
  #offset = 0;
  /** The first byte in this piece that is not yet in the buffer. */
  #start = 0;
  readonly #buffer = new TokenBuffer();
  /** Whether the visitor has been told, because the token is too long. */
  #isTold = false;

  #numberState = NUMBER_START;
  #isKey = false;
  readonly #codeUnits = new CodeUnits(this.#buffer);
  /** Checks keys. The visitor checks other strings, as far as it picks them. */
  readonly #utf8 = new Utf8();
  #codeUnit = 0;
  #hexDigits = 0;
  #word: JsonWord = "null";
  #wordLength = 0;

  constructor(visitor: JsonVisitor, faults: JsonFaults) {
    this.#visitor = visitor;
    this.#faults = faults;
    this.#position = faults.position;
  }

  /** Whether a token has begun and not ended. */
  get isOpen(): boolean {
    return this.#state !== NONE;
  }

  /** Begins the key whose opening quote stands at `i`. @returns as {@link read} */
  beginKey(bytes: Uint8Array, i: number): number {
    this.#isKey = true;
    return this.#beginString(bytes, i);
  }

  /**
   * Begins the scalar whose first byte stands at `i`.
   * @param expected what may stand there
   * @returns as {@link read}
   */
  beginScalar(bytes: Uint8Array, i: number, expected: string): number {
    const byte = bytes[i]!;
    this.#isKey = false;
    if (byte === QUOTE) return this.#beginString(bytes, i);
    if (byte === MINUS || (byte >= DIGIT_0 && byte <= DIGIT_9)) {
      this.#begin(NUMBER, i, i);
      this.#numberState = NUMBER_START;
      return this.#readNumber(bytes, i);
    }
    const word = WORDS.get(byte);
    if (word === undefined) this.#faults.malformedAt(bytes, i, expected);
    this.#begin(WORD, i, i);
    this.#word = word;
    this.#wordLength = 0;
    return this.read(bytes, i);
  }

  /** Goes on with the token. @returns where to go on after it, or the piece's end if it has not ended there */
  read(bytes: Uint8Array, begin: number): number {
    let i = begin;
    while (i < bytes.length && this.#state !== NONE) {
      if (this.#state === STRING) i = this.#readString(bytes, i);
      else if (this.#state === NUMBER) i = this.#readNumber(bytes, i);
      else if (this.#state === WORD) this.#readWord(bytes, i++);
      else if (this.#state === ESCAPE) this.#readEscape(bytes, i++);
      else this.#readHex(bytes, i++);
    }
    return i;
  }

  /** To be called when a piece ends inside the token. */
  keepRest(bytes: Uint8Array): void {
    if (this.#state === NUMBER || this.#state === STRING) this.#keep(bytes, bytes.length);
    this.#start = 0;
  }

  /** To be called at the end of the input inside the token: only a number may end there. */
  end(): void {
    if (this.#state !== NUMBER || !isWholeNumber(this.#numberState)) {
      this.#faults.malformed(this.#position.offset, this.#expected(), "the end of the input");
    }
    this.#tellEnd(this.#buffer.bytes, 0);
  }

  #begin(state: number, i: number, start: number): void {
    this.#state = state;
    this.#offset = this.#position.offset + i;
    this.#start = start;
    this.#buffer.length = 0;
    this.#isTold = false;
  }

  #readNumber(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    let state = this.#numberState;
    for (let i = begin; i < length; i++) {
      const next = JSON_NUMBER[(state << 8) | bytes[i]!]!;
      if (next === REJECTED) {
        if (!isWholeNumber(state)) this.#malformed(bytes, i);
        this.#tellEnd(bytes, i);
        return i;
      }
      state = next;
    }
    this.#numberState = state;
    return length;
  }

  #beginString(bytes: Uint8Array, i: number): number {
    const { length } = bytes;
    // Most strings stand whole in a piece, without escapes, and most keys are ASCII: looking for that first saves a fifth of the time of objects.
    const stops = this.#isKey ? KEY_STOPS : STRING_STOPS;
    for (let end = i + 1; end < length; end++) {
      const byte = bytes[end]!;
      if (stops[byte] === 0) continue;
      if (byte !== QUOTE) break;
      if (this.#isKey) this.#visitor.key(bytes, i + 1, end);
      else this.#visitor.literal(bytes, i + 1, end, this.#position.offset + i, true);
      return end + 1;
    }
    this.#begin(STRING, i, i + 1);
    this.#codeUnits.reset();
    this.#utf8.reset();
    return this.read(bytes, i + 1);
  }

  #readString(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    for (let i = begin; i < length; i++) {
      const byte = bytes[i]!;
      if (this.#isKey && !this.#utf8.takes(byte)) this.#faults.malformedAt(bytes, i, "a key in UTF-8");
      if (byte === QUOTE) {
        this.#tellEnd(bytes, i);
        return i + 1;
      }
      if (byte === BACKSLASH) {
        this.#keep(bytes, i);
        this.#state = ESCAPE;
        return i + 1;
      }
      if (byte < SPACE) this.#malformed(bytes, i);
    }
    return length;
  }

  #readEscape(bytes: Uint8Array, i: number): void {
    const byte = bytes[i]!;
    if (byte === LETTER_U) {
      this.#codeUnit = 0;
      this.#hexDigits = 0;
      this.#state = HEX;
      return;
    }
    const character = SIMPLE_ESCAPES[byte]!;
    if (character === 0) this.#malformed(bytes, i);
    this.#buffer.keepByte(character);
    this.#endEscape(i);
  }

  #readHex(bytes: Uint8Array, i: number): void {
    const digit = hexDigit(bytes[i]!);
    if (digit < 0) this.#malformed(bytes, i);
    this.#codeUnit = (this.#codeUnit << 4) | digit;
    if (++this.#hexDigits < 4) return;
    this.#codeUnits.keep(this.#codeUnit);
    this.#endEscape(i);
  }

  #endEscape(i: number): void {
    this.#state = STRING;
    this.#start = i + 1;
    this.#tellIfTooLong();
  }

  #readWord(bytes: Uint8Array, i: number): void {
    if (bytes[i] !== this.#word.charCodeAt(this.#wordLength)) this.#malformed(bytes, i);
    if (++this.#wordLength < this.#word.length) return;
    this.#state = NONE;
    this.#visitor.word(this.#word, this.#offset);
  }

  /** Copies the token's bytes before `end` into the buffer. */
  #keep(bytes: Uint8Array, end: number): void {
    this.#buffer.keep(bytes, this.#start, end);
    this.#tellIfTooLong();
  }

  #tellIfTooLong(): void {
    if (this.#isTold || !this.#buffer.isTooLong) return;
    this.#isTold = true;
    this.#tell(this.#buffer.bytes, 0, this.#buffer.length);
  }

  /** The token ends before `end`. */
  #tellEnd(bytes: Uint8Array, end: number): void {
    if (this.#buffer.length === 0) {
      this.#tell(bytes, this.#start, end);
    } else {
      this.#keep(bytes, end);
      if (!this.#isTold) this.#tell(this.#buffer.bytes, 0, this.#buffer.length);
    }
    this.#state = NONE;
  }

  #tell(bytes: Uint8Array, start: number, end: number): void {
    if (this.#isKey) this.#visitor.key(bytes, start, end);
    else this.#visitor.literal(bytes, start, end, this.#offset, this.#state === STRING);
  }

  #malformed(bytes: Uint8Array, i: number): never {
    this.#faults.malformedAt(bytes, i, this.#expected());
  }

  #expected(): string {
    if (this.#state === NUMBER) return "a digit";
    if (this.#state === STRING) return "a character of a string or its closing quote";
    if (this.#state === ESCAPE) return 'one of "\\/bfnrtu after \\';
    return this.#state === HEX ? "a hexadecimal digit" : this.#word;
  }
}

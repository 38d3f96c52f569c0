/**
 * JSON, RFC 8259, read and checked byte by byte in bounded memory: one machine that can stop and go on between any two bytes.
 *
 * It knows JSON and nothing of numbers APIs. What the values mean is its visitor's.
 */
import { quote } from "../errors.js";
import { BitStack } from "./bit-stack.js";
import { CodeUnits, hexDigit, SIMPLE_ESCAPES } from "./json-escapes.js";
import type { JsonFaults } from "./json-faults.js";
import { isWholeNumber, JSON_NUMBER, NUMBER_START, REJECTED } from "./number-grammar.js";
import type { Position } from "./position.js";
import { TokenBuffer } from "./token-buffer.js";

/**
 * Is told of the values of a document, in their order. `bytes` from `start` to `end` are the token: of a string its content with the
 * escapes decoded. A token longer than a literal may be is told as soon as that is known, with only one byte more than that.
 * `offset` is the value's first byte (of a string its opening quote), on the line where the reader stands.
 */
export interface JsonVisitor {
  key(bytes: Uint8Array, start: number, end: number): void;
  string(bytes: Uint8Array, start: number, end: number, offset: number): void;
  number(bytes: Uint8Array, start: number, end: number, offset: number): void;
  word(word: JsonWord, offset: number): void;
  openObject(offset: number): void;
  openArray(offset: number): void;
  /** The innermost open container ends. */
  close(): void;
}

export type JsonWord = "null" | "true" | "false";

/** Deeper nesting is refused: its memory is a bit a level. */
export const MAX_DEPTH = 1_048_576;

/** Between two tokens: what may come next. */
const VALUE = 0;
const FIRST_ELEMENT = 1;
const FIRST_KEY = 2;
const KEY = 3;
const COLON = 4;
const COMMA = 5;
const END = 6;
/** Inside a token. */
const NUMBER = 7;
const STRING = 8;
const ESCAPE = 9;
const HEX = 10;
const WORD = 11;

export interface JsonReaderOptions {
  readonly visitor: JsonVisitor;
  readonly faults: JsonFaults;
  /** Moved along as bytes are read. */
  readonly position: Position;
  /** Each line that is not blank is a document of its own (NDJSON); otherwise the whole is one. */
  readonly isLines: boolean;
}

export class JsonReader {
  readonly #visitor: JsonVisitor;
  readonly #faults: JsonFaults;
  readonly #position: Position;
  readonly #isLines: boolean;

  #state = VALUE;
  /** For each open container whether it is an object; the innermost one in {@link #inObject} too. */
  readonly #containers = new BitStack();
  #inObject = false;

  /** The token that is being read: where it began, and in this piece the first byte of it that is not yet in the buffer. */
  #tokenOffset = 0;
  #tokenStart = 0;
  readonly #token = new TokenBuffer();
  /** It was too long, and the visitor has been told. */
  #isTold = false;

  #isKey = false;
  readonly #codeUnits = new CodeUnits(this.#token);
  #codeUnit = 0;
  #hexDigits = 0;
  #numberState = NUMBER_START;
  #word: JsonWord = "null";
  #wordLength = 0;

  constructor({ visitor, faults, position, isLines }: JsonReaderOptions) {
    this.#visitor = visitor;
    this.#faults = faults;
    this.#position = position;
    this.#isLines = isLines;
  }

  push(bytes: Uint8Array): void {
    // In slices, so that a held fault does not wait for the end of a piece of any size.
    for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
      this.#read(bytes.length <= SLICE_BYTES ? bytes : bytes.subarray(start, start + SLICE_BYTES));
      this.#faults.throwPast(this.#position.offset);
    }
  }

  end(): void {
    if (this.#state === NUMBER && isWholeNumber(this.#numberState)) this.#endValueToken(NO_BYTES, 0);
    const isBlank = this.#state === VALUE && this.#containers.depth === 0;
    if (this.#state !== END && !(isBlank && this.#isLines)) {
      this.#faults.malformed(this.#position.offset, this.#expected(), "the end of the input");
    }
    this.#faults.throwHeld();
  }

  #read(bytes: Uint8Array): void {
    const { length } = bytes;
    this.#tokenStart = 0;
    let i = 0;
    while (i < length) {
      switch (this.#state) {
        case NUMBER:
          i = this.#readNumber(bytes, i);
          break;
        case STRING:
          i = this.#readString(bytes, i);
          break;
        case ESCAPE:
          this.#readEscape(bytes, i++);
          break;
        case HEX:
          this.#readHex(bytes, i++);
          break;
        case WORD:
          this.#readWord(bytes, i++);
          break;
        default:
          i = this.#readStructure(bytes, i);
      }
    }
    if (this.#state === NUMBER || this.#state === STRING) this.#keep(bytes, length);
    this.#position.offset += length;
  }

  /** Reads what stands between tokens, and the first byte of a token. @returns where to go on */
  #readStructure(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    let i = begin;
    while (i < length) {
      const byte = bytes[i]!;
      if (byte <= SPACE && (byte === SPACE || byte === LF || byte === CR || byte === TAB)) {
        if (byte === LF) this.#endLine(bytes, i);
        i++;
        continue;
      }
      switch (this.#state) {
        case COMMA:
          if (byte === COMMA_BYTE) this.#state = this.#inObject ? KEY : VALUE;
          else if (byte === (this.#inObject ? CLOSE_OBJECT : CLOSE_ARRAY)) this.#close();
          else this.#malformed(bytes, i);
          i++;
          break;
        case COLON:
          if (byte !== COLON_BYTE) this.#malformed(bytes, i);
          this.#state = VALUE;
          i++;
          break;
        case FIRST_KEY:
        case KEY:
          if (byte === QUOTE) return this.#beginString(i, true);
          if (byte !== CLOSE_OBJECT || this.#state === KEY) this.#malformed(bytes, i);
          this.#close();
          i++;
          break;
        case FIRST_ELEMENT:
        case VALUE:
          if (byte === MINUS || (byte >= ZERO_DIGIT && byte <= NINE_DIGIT)) return this.#beginNumber(i);
          if (byte === QUOTE) return this.#beginString(i, false);
          if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#open(i, byte === OPEN_OBJECT);
          else if (byte === CLOSE_ARRAY && this.#state === FIRST_ELEMENT) this.#close();
          else return this.#beginWord(bytes, i);
          i++;
          break;
        default:
          this.#malformed(bytes, i);
      }
    }
    return i;
  }

  #endLine(bytes: Uint8Array, i: number): void {
    if (this.#isLines) {
      if (this.#state === END) this.#faults.throwHeld();
      else if (this.#state !== VALUE || this.#containers.depth > 0) this.#malformed(bytes, i);
      this.#state = VALUE;
    }
    this.#position.line++;
    this.#position.lineStart = this.#position.offset + i + 1;
  }

  #open(i: number, isObject: boolean): void {
    const offset = this.#position.offset + i;
    if (this.#containers.depth === MAX_DEPTH) {
      this.#faults.malformed(offset, `at most ${MAX_DEPTH} levels of nesting`, "one more");
    }
    if (isObject) this.#visitor.openObject(offset);
    else this.#visitor.openArray(offset);
    this.#containers.push(isObject);
    this.#inObject = isObject;
    this.#state = isObject ? FIRST_KEY : FIRST_ELEMENT;
  }

  #close(): void {
    this.#visitor.close();
    this.#inObject = this.#containers.pop();
    this.#endValue();
  }

  #endValue(): void {
    this.#state = this.#containers.depth === 0 ? END : COMMA;
  }

  #beginToken(i: number): void {
    this.#tokenOffset = this.#position.offset + i;
    this.#token.length = 0;
    this.#isTold = false;
  }

  #beginNumber(i: number): number {
    this.#beginToken(i);
    this.#tokenStart = i;
    this.#numberState = NUMBER_START;
    this.#state = NUMBER;
    return i;
  }

  #readNumber(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    let state = this.#numberState;
    let i = begin;
    for (; i < length; i++) {
      const next = JSON_NUMBER[(state << 8) | bytes[i]!]!;
      if (next === REJECTED) {
        if (!isWholeNumber(state)) this.#malformedToken(bytes, i);
        this.#endValueToken(bytes, i);
        return i;
      }
      state = next;
    }
    this.#numberState = state;
    return i;
  }

  #beginString(i: number, isKey: boolean): number {
    this.#beginToken(i);
    this.#tokenStart = i + 1;
    this.#codeUnits.reset();
    this.#isKey = isKey;
    this.#state = STRING;
    return i + 1;
  }

  #readString(bytes: Uint8Array, begin: number): number {
    const { length } = bytes;
    let i = begin;
    while (i < length) {
      const byte = bytes[i]!;
      if (byte === QUOTE) {
        if (this.#isKey) {
          this.#endToken(bytes, i);
          this.#state = COLON;
        } else this.#endValueToken(bytes, i);
        return i + 1;
      }
      if (byte === BACKSLASH) {
        this.#keep(bytes, i);
        this.#state = ESCAPE;
        return i + 1;
      }
      if (byte < SPACE) this.#malformedToken(bytes, i);
      i++;
    }
    return i;
  }

  #readEscape(bytes: Uint8Array, i: number): void {
    const byte = bytes[i]!;
    if (byte === LETTER_U) {
      this.#codeUnit = 0;
      this.#hexDigits = 0;
      this.#state = HEX;
      return;
    }
    if (SIMPLE_ESCAPES[byte] === 0) this.#malformed(bytes, i);
    this.#state = STRING;
    this.#tokenStart = i + 1;
    if (this.#isTold) return;
    this.#token.keepByte(SIMPLE_ESCAPES[byte]!);
    this.#tellIfTooLong();
  }

  #readHex(bytes: Uint8Array, i: number): void {
    const digit = hexDigit(bytes[i]!);
    if (digit < 0) this.#malformed(bytes, i);
    this.#codeUnit = (this.#codeUnit << 4) | digit;
    if (++this.#hexDigits < 4) return;
    this.#state = STRING;
    this.#tokenStart = i + 1;
    if (this.#isTold) return;
    this.#codeUnits.keep(this.#codeUnit);
    this.#tellIfTooLong();
  }

  #beginWord(bytes: Uint8Array, i: number): number {
    const byte = bytes[i]!;
    if (byte === LETTER_N) this.#word = "null";
    else if (byte === LETTER_T) this.#word = "true";
    else if (byte === LETTER_F) this.#word = "false";
    else this.#malformed(bytes, i);
    this.#beginToken(i);
    this.#wordLength = 1;
    this.#state = WORD;
    return i + 1;
  }

  #readWord(bytes: Uint8Array, i: number): void {
    if (bytes[i] !== this.#word.charCodeAt(this.#wordLength)) this.#malformed(bytes, i);
    if (++this.#wordLength < this.#word.length) return;
    this.#visitor.word(this.#word, this.#tokenOffset);
    this.#endValue();
  }

  /** Takes the token's bytes up to `end`, which are the last ones or the last ones for now, into the buffer. */
  #keep(bytes: Uint8Array, end: number): void {
    if (this.#isTold) return;
    this.#token.keep(bytes, this.#tokenStart, end);
    this.#tellIfTooLong();
  }

  #tellIfTooLong(): void {
    if (!this.#token.isTooLong) return;
    this.#tell(this.#token.bytes, 0, this.#token.length);
    this.#isTold = true;
  }

  #endToken(bytes: Uint8Array, end: number): void {
    if (this.#token.length === 0) {
      this.#tell(bytes, this.#tokenStart, end);
      return;
    }
    this.#keep(bytes, end);
    if (!this.#isTold) this.#tell(this.#token.bytes, 0, this.#token.length);
  }

  #endValueToken(bytes: Uint8Array, end: number): void {
    this.#endToken(bytes, end);
    this.#endValue();
  }

  #tell(bytes: Uint8Array, start: number, end: number): void {
    if (this.#state === NUMBER) this.#visitor.number(bytes, start, end, this.#tokenOffset);
    else if (this.#isKey) this.#visitor.key(bytes, start, end);
    else this.#visitor.string(bytes, start, end, this.#tokenOffset);
  }

  /** Malformed inside a number or a string, which may have been too long before: that comes first. */
  #malformedToken(bytes: Uint8Array, i: number): never {
    this.#keep(bytes, i);
    this.#malformed(bytes, i);
  }

  #malformed(bytes: Uint8Array, i: number): never {
    const byte = bytes[i]!;
    let got = byte < 0x80 ? quote(String.fromCharCode(byte)) : `byte 0x${byte.toString(16)}`;
    if (this.#isLines && byte === LF) got = "the end of the line";
    this.#faults.malformed(this.#position.offset + i, this.#expected(), got);
  }

  #expected(): string {
    switch (this.#state) {
      case VALUE:
        return "a JSON value";
      case FIRST_ELEMENT:
        return "a JSON value or ]";
      case FIRST_KEY:
        return "a key or }";
      case KEY:
        return "a key";
      case COLON:
        return ":";
      case COMMA:
        return this.#inObject ? ", or }" : ", or ]";
      case NUMBER:
        return "a digit";
      case STRING:
        return "a character of a string or its closing quote";
      case ESCAPE:
        return 'one of "\\/bfnrtu after \\';
      case HEX:
        return "a hexadecimal digit";
      case WORD:
        return this.#word;
      default:
        return this.#isLines ? "the end of the line" : "the end of the input";
    }
  }
}

const NO_BYTES = new Uint8Array(0);
const SLICE_BYTES = 65_536;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA_BYTE = 0x2c;
const MINUS = 0x2d;
const ZERO_DIGIT = 0x30;
const NINE_DIGIT = 0x39;
const COLON_BYTE = 0x3a;
const OPEN_ARRAY = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_ARRAY = 0x5d;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;
const LETTER_T = 0x74;
const LETTER_U = 0x75;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

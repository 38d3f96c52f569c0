/** JSON, RFC 8259, parsed and checked byte by byte in bounded memory. It can stop and go on between any two bytes. */
import {
  CLOSE_ARRAY,
  CLOSE_OBJECT,
  COLON,
  COMMA,
  isWhiteSpace,
  LF,
  OPEN_ARRAY,
  OPEN_OBJECT,
  QUOTE,
} from "../../basics/ascii.js";
import type { Documents, JsonFaults } from "./faults.js";
import type { Hint } from "../../contract/hints.js";
import { hints } from "../hints.js";
import { JsonToken } from "./token.js";
import type { JsonVisitor } from "./visitor.js";
import type { Position } from "../position.js";

/** Deeper nesting is refused; a level takes a bit of memory. */
const MAX_DEPTH = 1_048_576;

/** The tokens that may come next; white space may come before them. */
const VALUE = 0;
const FIRST_ELEMENT = 1;
const FIRST_KEY = 2;
const KEY = 3;
const AFTER_KEY = 4;
const AFTER_VALUE = 5;
const END = 6;

/** The words of errors for the states before {@link AFTER_VALUE}. */
const EXPECTED = ["a JSON value", "a JSON value or ]", "a key or }", "a key", ":"];

/** The same behind a document. */
const EXPECTED_AFTER: Readonly<Record<Documents, string>> = {
  one: "the end of the input",
  lines: "the end of the line",
  sequence: "another JSON document or the end of the input",
};

/**
 * After so many bytes at most, {@link JsonFaults.throwPast} is asked whether a deferred fault is due. They are far fewer than a fault is deferred
 * for, so that a token that is too long has always been told before.
 */
const SLICE_BYTES = 65_536;

export class JsonParser {
  readonly #visitor: JsonVisitor;
  readonly #faults: JsonFaults;
  readonly #position: Position;
  readonly #documents: Documents;
  readonly #token: JsonToken;

  #state = VALUE;
  /** Whether there has been a document. */
  #hasDocument = false;
  /** For each open container whether it is an object. */
  readonly #containers = new BitStack();
  /** Whether the innermost container is an object. */
  #inObject = false;

  constructor(visitor: JsonVisitor, faults: JsonFaults) {
    this.#visitor = visitor;
    this.#faults = faults;
    this.#position = faults.position;
    this.#documents = faults.documents;
    this.#token = new JsonToken(visitor, faults);
  }

  /** Whether a container is open. */
  get isOpen(): boolean {
    return this.#containers.depth > 0;
  }

  /** Whether a value may begin here, between two tokens right inside an array. */
  get isAtElement(): boolean {
    if (this.#token.isOpen || !this.isOpen || this.#inObject) return false;
    return this.#state === FIRST_ELEMENT || this.#state === VALUE;
  }

  /**
   * To be called where a value may begin, and another reader has read elements of the array and the comma after the last of them, or whole
   * documents.
   */
  skipValues(): void {
    this.#state = VALUE;
    this.#hasDocument = true;
  }

  /** Whether it stands between two documents of several. */
  get isBetweenDocuments(): boolean {
    return this.#documents !== "one" && this.#state === VALUE && !this.isOpen && !this.#token.isOpen;
  }

  push(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
      this.#read(bytes.length <= SLICE_BYTES ? bytes : bytes.subarray(start, start + SLICE_BYTES));
      this.#faults.throwPast(this.#position.offset);
    }
  }

  end(): void {
    if (this.#token.isOpen) {
      this.#token.end();
      this.#endToken();
    }
    const isComplete =
      this.#state === END || (this.isBetweenDocuments && (this.#hasDocument || this.#documents === "lines"));
    if (!isComplete) {
      this.#faults.malformed(this.#position.offset, this.#expected(), "the end of the input");
    }
    this.#faults.throwDeferred();
  }

  #read(bytes: Uint8Array): void {
    const { length } = bytes;
    let i = 0;
    if (this.#token.isOpen) {
      i = this.#token.read(bytes, 0);
      if (!this.#token.isOpen) this.#endToken();
    }
    for (; i < length; i++) {
      const byte = bytes[i]!;
      if (isWhiteSpace(byte)) {
        if (this.#state === END && this.#documents === "sequence") this.#endDocument();
        if (byte === LF) this.#endLine(bytes, i);
        continue;
      }
      switch (this.#state) {
        case VALUE:
        case FIRST_ELEMENT:
          if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#open(i, byte === OPEN_OBJECT);
          else if (byte === CLOSE_ARRAY && this.#state === FIRST_ELEMENT) this.#close();
          else {
            i = this.#token.beginScalar(bytes, i, this.#expected()) - 1;
            if (!this.#token.isOpen) this.#endValue();
          }
          break;
        case AFTER_VALUE:
          if (byte === COMMA) this.#state = this.#inObject ? KEY : VALUE;
          else if (byte === (this.#inObject ? CLOSE_OBJECT : CLOSE_ARRAY)) this.#close();
          else this.#malformed(bytes, i);
          break;
        case FIRST_KEY:
        case KEY:
          if (byte === QUOTE) {
            i = this.#token.beginKey(bytes, i) - 1;
            if (!this.#token.isOpen) this.#state = AFTER_KEY;
          } else if (byte === CLOSE_OBJECT && this.#state === FIRST_KEY) this.#close();
          else this.#malformed(bytes, i);
          break;
        case AFTER_KEY:
          if (byte !== COLON) this.#malformed(bytes, i);
          this.#state = VALUE;
          break;
        default:
          this.#openBehindDocument(bytes, i);
      }
    }
    if (this.#token.isOpen) this.#token.keepRest(bytes);
    this.#position.offset += length;
  }

  /** A token that had been cut has ended. */
  #endToken(): void {
    if (this.#state === FIRST_KEY || this.#state === KEY) this.#state = AFTER_KEY;
    else this.#endValue();
  }

  #endValue(): void {
    if (this.#containers.depth > 0) this.#state = AFTER_VALUE;
    else {
      this.#state = END;
      this.#hasDocument = true;
    }
  }

  /** A document of a sequence has ended. */
  #endDocument(): void {
    this.#faults.throwDeferred();
    this.#state = VALUE;
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

  /** Only a bracket shows by itself that another document begins: 1 and 2 want white space between them. */
  #openBehindDocument(bytes: Uint8Array, i: number): void {
    const byte = bytes[i]!;
    if (byte !== OPEN_OBJECT && byte !== OPEN_ARRAY) this.#malformed(bytes, i);
    if (this.#documents !== "sequence") {
      this.#malformed(bytes, i, this.#documents === "one" ? hints()?.sequence : undefined);
    }
    this.#endDocument();
    this.#open(i, byte === OPEN_OBJECT);
  }

  #close(): void {
    this.#visitor.close();
    this.#inObject = this.#containers.pop();
    this.#endValue();
  }

  #endLine(bytes: Uint8Array, i: number): void {
    if (this.#documents === "lines") {
      if (this.#state === END) this.#faults.throwDeferred();
      else if (!this.isBetweenDocuments) this.#malformed(bytes, i);
      this.#state = VALUE;
    }
    this.#position.line++;
    this.#position.lineStart = this.#position.offset + i + 1;
  }

  #malformed(bytes: Uint8Array, i: number, ways?: readonly Hint[]): never {
    this.#faults.malformedAt(bytes, i, this.#expected(), ways);
  }

  #expected(): string {
    if (this.#state === AFTER_VALUE) return this.#inObject ? ", or }" : ", or ]";
    return EXPECTED[this.#state] ?? EXPECTED_AFTER[this.#documents];
  }
}

/** A stack of booleans, a bit each. */
class BitStack {
  /** Words of 32 bits. */
  readonly #words: number[] = [0];
  depth = 0;

  push(bit: boolean): void {
    const word = this.depth >>> 5;
    const mask = 1 << (this.depth & 31);
    const others = (this.#words[word] ?? 0) & ~mask;
    this.#words[word] = bit ? others | mask : others;
    this.depth++;
  }

  /** @returns the new top, `false` where none is left */
  pop(): boolean {
    this.depth--;
    if (this.depth === 0) return false;
    const top = this.depth - 1;
    return ((this.#words[top >>> 5]! >>> (top & 31)) & 1) === 1;
  }
}

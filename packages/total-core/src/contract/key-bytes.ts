/**
 * The key of a group as bytes: UTF-8. A key of several parts has the byte 0xFF between them, which UTF-8 never contains, in the place of the lone
 * surrogate that a text has there. Other lone surrogates, which only a caller's own keys may have, take three bytes, as the characters around them do: so
 * different texts are different bytes.
 */
import { keyString } from "../basics/key-strings.js";
import { utf8Encoder } from "../basics/text-codecs.js";
import { BETWEEN_PARTS } from "./group-keys.js";

/** The byte between two parts. */
export const PART_BYTE = 0xff;

const LONE_SURROGATE = /(\p{Surrogate})/u;

/** A string takes at most so many bytes for each of its units. */
const UNIT_BYTES = 3;

/** Room for the bytes of one key at a time. */
export class KeyBytes {
  /** The bytes as words, the last one filled up with NULs. Others read it. */
  words: Int32Array = new Int32Array(64);
  #bytes = new Uint8Array(this.words.buffer);

  /** Puts the bytes of a key here. @returns how many they are */
  set(key: string): number {
    if (key.length * UNIT_BYTES > this.#bytes.length - 4) this.#grow(key.length * UNIT_BYTES);
    const bytes = this.#bytes;
    let length = 0;
    // Short keys of ASCII are most keys: this loop is faster for them than the encoder.
    for (; length < key.length; length++) {
      const unit = key.charCodeAt(length);
      if (unit > 0x7f) {
        length = this.#encode(key);
        break;
      }
      bytes[length] = unit;
    }
    bytes.fill(0, length, length + 4);
    return length;
  }

  #encode(key: string): number {
    let length = 0;
    for (const piece of key.split(LONE_SURROGATE)) {
      if (piece === BETWEEN_PARTS) this.#bytes[length++] = PART_BYTE;
      else if (LONE_SURROGATE.test(piece)) length += this.#encodeSurrogate(piece.charCodeAt(0), length);
      else length += utf8Encoder().encodeInto(piece, this.#bytes.subarray(length)).written;
    }
    return length;
  }

  #encodeSurrogate(unit: number, at: number): number {
    this.#bytes[at] = 0xe0 | (unit >> 12);
    this.#bytes[at + 1] = 0x80 | ((unit >> 6) & 0x3f);
    this.#bytes[at + 2] = 0x80 | (unit & 0x3f);
    return UNIT_BYTES;
  }

  #grow(length: number): void {
    this.words = new Int32Array(Math.ceil(length / 4) + 16);
    this.#bytes = new Uint8Array(this.words.buffer);
  }
}

/** In a key, bytes from this one on begin either no UTF-8 or no character. */
const LEAST_SPECIAL = 0xed;

/** The key whose bytes stand from `start` to `end`, as {@link KeyBytes} puts them. */
export function keyFromBytes(bytes: Uint8Array, start: number, end: number): string {
  let key = "";
  let from = start;
  // To try whether all of it is UTF-8 would be simpler, but the error that says no takes six times as long as the rest.
  for (let at = start; at < end; at++) {
    if (bytes[at]! < LEAST_SPECIAL) continue;
    const isPart = bytes[at] === PART_BYTE;
    if (!isPart && !isSurrogateAt(bytes, at)) continue;
    const behind = at + (isPart ? 1 : UNIT_BYTES);
    key += keyString(bytes, from, at)!;
    key += isPart ? BETWEEN_PARTS : surrogateAt(bytes, at);
    from = behind;
    at = behind - 1;
  }
  return from === start ? keyString(bytes, from, end)! : key + keyString(bytes, from, end)!;
}

function isSurrogateAt(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xed && bytes[at + 1]! >= 0xa0;
}

function surrogateAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(0xd000 | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f));
}

const NOT_ASCII = 0x80808080;

/** Whether the `length` bytes that begin with the word at `start` are a key of so many parts in UTF-8. Behind them are NULs to the end of a word. */
export function isKey(words: Int32Array, start: number, length: number, parts: number): boolean {
  let bits = 0;
  const end = start + ((length + 3) >>> 2);
  for (let at = start; at < end; at++) bits |= words[at]!;
  if ((bits & NOT_ASCII) === 0) return parts === 1;
  return isKeyInUtf8(new Uint8Array(words.buffer, words.byteOffset + 4 * start, length), parts);
}

function isKeyInUtf8(bytes: Uint8Array, parts: number): boolean {
  let left = parts;
  for (let from = 0; from <= bytes.length; left--) {
    const mark = bytes.indexOf(PART_BYTE, from);
    const to = mark < 0 ? bytes.length : mark;
    if (left === 0 || keyString(bytes, from, to) === undefined) return false;
    from = to + 1;
  }
  return left === 0;
}

import { JsonField, type JsonFieldOptions } from "./field.js";
import { JsonKey } from "./key.js";
import type { JsonVisitor, JsonWord } from "./visitor.js";

export interface JsonKeyedFieldOptions extends JsonFieldOptions {
  /** The path of the keys. */
  readonly by: string;
}

/** The numbers that one field leads to, by the keys that another one leads to. Both are known when their object ends: the key goes first. */
export class JsonKeyedField implements JsonVisitor {
  readonly isInList = false;
  readonly #key: JsonKey;
  readonly #field: JsonField;

  constructor(options: JsonKeyedFieldOptions) {
    this.#key = new JsonKey({ ...options, sink: options.options.sink });
    this.#field = new JsonField(options);
  }

  key(bytes: Uint8Array, start: number, end: number): void {
    this.#key.key(bytes, start, end);
    this.#field.key(bytes, start, end);
  }

  string(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#key.string(bytes, start, end, offset);
    this.#field.string(bytes, start, end, offset);
  }

  number(bytes: Uint8Array, start: number, end: number, offset: number): void {
    this.#key.number(bytes, start, end, offset);
    this.#field.number(bytes, start, end, offset);
  }

  word(word: JsonWord, offset: number): void {
    this.#key.word(word);
    this.#field.word(word, offset);
  }

  openObject(offset: number): void {
    this.#key.openObject(offset);
    this.#field.openObject(offset);
  }

  openArray(offset: number): void {
    this.#key.openArray(offset);
    this.#field.openArray(offset);
  }

  close(): void {
    this.#key.close();
    this.#field.close();
  }
}

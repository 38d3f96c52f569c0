/**
 * Is told of the values of JSON documents, in their order, by a reader that knows JSON and nothing of what the values mean.
 *
 * `bytes` from `start` to `end` are a token: of a string its content with the escapes decoded. A token longer than a literal may be is told
 * as soon as that is known, with one byte more than that at least. `offset` is the value's first byte (of a string its opening quote),
 * on the line where the reader stands.
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

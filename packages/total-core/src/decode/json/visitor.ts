/**
 * Is told of the values of JSON documents, in their order, by a parser that knows JSON and not what the values mean.
 *
 * `bytes` from `start` to `end` are a token; a string's token is its content with the escapes decoded. A token longer than a literal may be is
 * told as soon as it is seen to be too long, with at least one byte more than that. `offset` is that of the value's first byte (a string's opening
 * quote), which is on the line where the parser stands.
 */
export interface JsonVisitor {
  key(bytes: Uint8Array, start: number, end: number): void;
  /** A number or a string. */
  literal(bytes: Uint8Array, start: number, end: number, offset: number, isString: boolean): void;
  word(word: JsonWord, offset: number): void;
  openObject(offset: number): void;
  openArray(offset: number): void;
  /** The innermost open container ends. */
  close(): void;
}

export type JsonWord = "null" | "true" | "false";

/** Hands on what is put into it, in that order, to one reader that waits. */
export class Mailbox<T> {
  readonly #letters: T[] = [];
  #end: { readonly error?: unknown } | undefined;
  #wake: () => void = () => {};

  /** Letters that the reader has not taken. */
  get size(): number {
    return this.#letters.length;
  }

  put(letter: T): void {
    this.#letters.push(letter);
    this.#wake();
  }

  /** Nothing more comes. */
  close(): void {
    this.#end ??= {};
    this.#wake();
  }

  /** Lets the reader throw, whatever else is there. */
  fail(error: unknown): void {
    this.#end = { error };
    this.#letters.length = 0;
    this.#wake();
  }

  async *letters(): AsyncGenerator<T, void, undefined> {
    for (;;) {
      const letter = this.#letters.shift();
      if (letter !== undefined) yield letter;
      else if (this.#end === undefined) await new Promise<void>((resolve) => (this.#wake = resolve));
      else if ("error" in this.#end) throw this.#end.error;
      else return;
    }
  }
}

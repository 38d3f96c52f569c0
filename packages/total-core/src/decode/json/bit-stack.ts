/** A stack of booleans, a bit each. */
export class BitStack {
  #words = new Int32Array(8);
  depth = 0;

  push(bit: boolean): void {
    const word = this.depth >>> 5;
    if (word === this.#words.length) {
      const longer = new Int32Array(2 * word);
      longer.set(this.#words);
      this.#words = longer;
    }
    const mask = 1 << (this.depth & 31);
    if (bit) this.#words[word]! |= mask;
    else this.#words[word]! &= ~mask;
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

import type { WordPlace } from "../../contract/decoder.js";

/** The places of more words are not kept. */
const MOST_WORDS = 1024;

/**
 * Tells whether words stand in aligned columns: where those of the first row do.
 *
 * A row with fewer words than the first may lack any of them, and then a picked word would be another field's. In columns that are aligned with
 * spaces it shows, as a word begins or ends there where that of the first row does. Tabs align by other widths than their bytes.
 */
export class Alignment {
  /** The words of the first row, so far; `undefined` where it has tabs. */
  #first: WordPlace[] | undefined = [];
  #isFirstRow = true;
  #hasTab = false;
  #begin = 0;
  /** Whether the picked words of the row have been where those of the first row are. */
  #isGood = true;

  /** To be used behind the first row, whose words are these. */
  setFirst(words: readonly WordPlace[] | undefined): void {
    this.#isFirstRow = false;
    this.#first = words && [...words];
  }

  get first(): readonly WordPlace[] | undefined {
    return this.#first;
  }

  /** A tab stands on the line, outside of words. */
  seeTab(): void {
    this.#hasTab = true;
  }

  /** @param begin in bytes from the line's start, as in {@link WordPlace} */
  beginWord(begin: number): void {
    this.#begin = begin;
  }

  endWord(field: number, isPicked: boolean, end: number): void {
    const begin = this.#begin;
    if (this.#isFirstRow) {
      if (field < MOST_WORDS) this.#first!.push({ begin, end });
    } else if (isPicked) {
      const place = this.#first?.[field];
      this.#isGood &&= place?.begin === begin || place?.end === end;
    }
  }

  /** @returns whether the picked words are surely those of their fields, however many the row has */
  endRow(): boolean {
    if (this.#isFirstRow && this.#hasTab) this.#first = undefined;
    this.#isFirstRow = false;
    return !this.#hasTab && this.#isGood && this.#first !== undefined;
  }

  endLine(): void {
    this.#hasTab = false;
    this.#isGood = true;
  }
}

import { TotalError } from "../../contract/errors.js";
import { placeOnLine, type Position } from "../position.js";

/** What is wrong with the structure of a CSV. */
export class CsvFaults {
  readonly #source: string | undefined;

  constructor(source: string | undefined) {
    this.#source = source;
  }

  /** @param row where it begins */
  ragged(row: Position, fields: number, got: string): TotalError {
    return this.#malformed(row, row.offset, `${fields} field${fields === 1 ? "" : "s"}`, got);
  }

  tooManyColumns(row: Position, most: number): TotalError {
    return this.#malformed(row, row.offset, `at most ${most} columns`, "more");
  }

  /** @param position on whose line it stands */
  quoteOutOfPlace(position: Position, offset: number): TotalError {
    const expected = "quotes around whole fields only, or quotes: false";
    return this.#malformed(position, offset, expected, "a quote out of place");
  }

  /** @param opening where the quote stands that is never closed */
  unclosedQuote(opening: Position): TotalError {
    const expected = "a closing quote for this one, or quotes: false";
    return this.#malformed(opening, opening.offset, expected, "the end of the input");
  }

  #malformed(position: Position, offset: number, expected: string, got: string): TotalError {
    return new TotalError("BAD_FORMAT", {
      place: placeOnLine(this.#source, position, offset),
      expected,
      got,
    });
  }
}

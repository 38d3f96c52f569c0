import { COMMA } from "../../basics/ascii.js";
import { quote } from "../../basics/quote.js";
import { TotalError } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import { hints } from "../hints.js";
import type { CsvDialect } from "./dialect.js";
import { placeOnLine, type Position } from "../position.js";

/** The faults in the structure of a CSV. */
export class CsvFaults {
  readonly #source: string | undefined;
  readonly #delimiter: CsvDialect["delimiter"] | undefined;

  /** @param delimiter where it is known */
  constructor(source: string | undefined, delimiter?: CsvDialect["delimiter"]) {
    this.#source = source;
    this.#delimiter = delimiter;
  }

  /** @param row where the row begins */
  ragged(row: Position, fields: number, got: string): TotalError {
    const isOne = fields === 1;
    const ways = isOne && this.#delimiter === COMMA ? hints()?.numberComma : undefined;
    return this.#malformed(row, row.offset, `${fields} field${isOne ? "" : "s"}`, got, ways);
  }

  /** @param row where the first row begins; @param delimiters what may be the delimiter */
  delimiterInDoubt(row: Position, delimiters: readonly string[]): TotalError {
    const got = delimiters.map((one) => quote(one)).join(" and ");
    const expected = "one delimiter in a row of numbers";
    return this.#malformed(row, row.offset, expected, got, hints()?.ofDelimiters(delimiters));
  }

  tooManyColumns(row: Position, most: number): TotalError {
    return this.#malformed(row, row.offset, `at most ${most} columns`, "more");
  }

  /** @param position a place on the quote's line */
  quoteOutOfPlace(position: Position, offset: number): TotalError {
    const expected = "quotes around whole fields only";
    return this.#malformed(position, offset, expected, "a quote out of place", hints()?.quotes);
  }

  /** @param opening where the quote is that no other one closes */
  unclosedQuote(opening: Position): TotalError {
    const expected = "a closing quote for this one";
    return this.#malformed(opening, opening.offset, expected, "the end of the input", hints()?.quotes);
  }

  #malformed(
    position: Position,
    offset: number,
    expected: string,
    got: string,
    ways?: readonly Hint[],
  ): TotalError {
    const place = placeOnLine(this.#source, position, offset);
    return new TotalError("BAD_FORMAT", { place, expected, got, hints: ways });
  }
}

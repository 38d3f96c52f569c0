/** Finds the column of a CSV that the caller asked for. */
import { quote } from "../../basics/quote.js";
import { areBytes } from "../../basics/same-bytes.js";
import { TotalError } from "../../contract/errors.js";
import type { Hint } from "../../contract/hints.js";
import { NearestName } from "../../basics/nearest-name.js";
import { NO_SINK } from "../../contract/sink.js";
import {
  columnChoices,
  listed,
  MAX_LISTED_COLUMNS,
  positionsUpTo,
  shownColumn,
  type WantedColumn,
} from "../../contract/wanted-column.js";
import type { CsvCell } from "./cell.js";
import type { AddLiteral } from "../literals/spelling.js";
import { type BytePlace, placeOnLine, type Position } from "../position.js";

/** How many columns are considered for a suggestion. */
const MAX_CONSIDERED = 1000;

/** A row of numbers may be data, or a header all the same: the caller has to say which. */
const IS_HEADER: readonly Hint[] = [
  { option: "header", value: false, when: "if the first row is numbers" },
  { option: "header", value: true, when: "if it is names" },
];

/** The names in a header, as far as errors show them. */
export class ColumnNames {
  readonly #shown: string[] = [];
  #count = 0;

  add(cell: CsvCell): void {
    if (this.#count < MAX_LISTED_COLUMNS) this.#shown.push(shownColumn(nameOf(cell)));
    this.#count++;
  }

  /** `id, amount, "unit price"` */
  list(): string {
    return listed(this.#shown, this.#count);
  }
}

export interface ColumnSearchOptions {
  /** `undefined` where the only column is wanted. */
  readonly wanted: WantedColumn | undefined;
  /** Whether the caller said that the first row is a header; otherwise a row with a number in a picked column may be data. */
  readonly isConfirmed: boolean;
  readonly addLiteral: AddLiteral;
  /** The name of the source in errors. */
  readonly source: string | undefined;
}

/** Looks for one column while the header is read, in constant memory. */
export class ColumnSearch {
  readonly #options: ColumnSearchOptions;
  readonly #nameBytes: Uint8Array | undefined;
  readonly #nearest: NearestName | undefined;
  /** How many columns have come so far. */
  #seen = 0;
  /** The positions of the columns with the wanted name, and how many there are. */
  readonly #found: number[] = [];
  #foundCount = 0;
  /** The faults where a number stands as the header of the first column with the wanted name, and of the one at the wanted position. */
  #numberOfName: TotalError | undefined;
  #numberAtPosition: TotalError | undefined;

  constructor(options: ColumnSearchOptions) {
    this.#options = options;
    const name = options.wanted?.name;
    if (name === undefined) return;
    this.#nameBytes = new TextEncoder().encode(name);
    this.#nearest = new NearestName(name);
  }

  /** The wanted column's field, from 0, where there is no header; `undefined` where the caller gave no position. */
  get fieldWithoutHeader(): number | undefined {
    const { wanted } = this.#options;
    if (wanted === undefined) return 0;
    return wanted.position === undefined ? undefined : wanted.position - 1;
  }

  add(cell: CsvCell): void {
    this.#seen++;
    if (this.#nameBytes !== undefined && areBytes(this.#nameBytes, cell.bytes, cell.start, cell.end)) {
      if (this.#foundCount === 0) this.#numberOfName = this.#numberIn(cell);
      if (this.#foundCount < MAX_LISTED_COLUMNS) this.#found.push(this.#seen);
      this.#foundCount++;
    }
    if (this.#seen - 1 === this.fieldWithoutHeader) this.#numberAtPosition = this.#numberIn(cell);
    if (this.#seen <= MAX_CONSIDERED) this.#nearest?.consider(nameOf(cell));
  }

  /**
   * @param count how many columns there are; 0 where there is no first row
   * @param start where the first row begins; without one, the end
   * @param names of the header, if there is one
   * @returns the wanted column's field, from 0
   * @throws TotalError NO_COLUMN
   */
  choose(count: number, start: Position, names: ColumnNames | undefined): number {
    const { wanted, source } = this.#options;
    const place = placeOnLine(source, start, start.offset);
    if (count === 0) {
      throw noColumn(place, names === undefined ? "a row" : "a header", "the end of the input");
    }
    if (this.#foundCount === 1) {
      if (this.#numberOfName !== undefined) throw this.#numberOfName;
      return this.#found[0]! - 1;
    }
    if (this.#foundCount > 1) {
      const positions = listed(this.#found.map(String), this.#foundCount);
      throw noColumn(place, `one of the positions ${positions}, all of that name`, quote(wanted!.text));
    }
    const position = wanted === undefined && count === 1 ? 1 : wanted?.position;
    if (position === undefined || position > count) {
      throw noColumn(place, this.#choices(count, names), wanted === undefined ? "none" : quote(wanted.text));
    }
    if (this.#numberAtPosition !== undefined) throw this.#numberAtPosition;
    return position - 1;
  }

  /** The fault of a header that is a number, unless the caller said that the row is a header. */
  #numberIn(cell: CsvCell): TotalError | undefined {
    const { bytes, start, end } = cell;
    const { addLiteral, source, isConfirmed } = this.#options;
    if (isConfirmed || start === end) return undefined;
    const fault = addLiteral(bytes, start, end, NO_SINK);
    if (fault?.code === "BAD_NUMBER") return undefined;
    const got = quote(bytes.subarray(start, end));
    return noColumn(cell.place(source), "a name in the header", got, IS_HEADER);
  }

  #choices(count: number, names: ColumnNames | undefined): string {
    if (names === undefined) return positionsUpTo(count);
    return columnChoices(this.#options.wanted, { list: names.list(), count, nearest: this.#nearest?.name });
  }
}

const decoder = new TextDecoder();

function nameOf({ bytes, start, end }: CsvCell): string {
  // Errors show, and suggestions compare, no more of a name.
  return decoder.decode(bytes.subarray(start, Math.min(end, start + 512)));
}

function noColumn(place: BytePlace, expected: string, got: string, hints?: readonly Hint[]): TotalError {
  return new TotalError("NO_COLUMN", { place, expected, got, hints });
}

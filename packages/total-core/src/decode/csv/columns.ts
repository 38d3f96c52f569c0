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
  MAX_WANTED_COLUMNS,
  positionsUpTo,
  shownColumn,
  type ColumnRange,
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

/** A column that was found. */
export interface FoundColumn {
  /** Its field, from 0. */
  readonly field: number;
  /** Its name in the header, or its position where it has none. */
  readonly name: string;
}

export interface ColumnSearchOptions {
  /** `undefined` where the only column is wanted. */
  readonly wanted: WantedColumn | undefined;
  /** Whether the caller said that the first row is a header; otherwise a row with a number in a picked column may be data. */
  readonly isConfirmed: boolean;
  readonly addLiteral: AddLiteral;
  /** The name of the source in errors. */
  readonly source: string | undefined;
  /** What the first row holds that may be its delimiter in truth. */
  readonly otherDelimiter: string | undefined;
}

/** Looks for one column, or for a range of them, while the header is read: in constant memory, besides the names of the columns that it finds. */
export class ColumnSearch {
  readonly #options: ColumnSearchOptions;
  readonly #nameBytes: Uint8Array | undefined;
  readonly #nearest: NearestName | undefined;
  /** How many columns have come so far. */
  #seen = 0;
  /** The positions of the columns with the wanted name, and how many there are. */
  readonly #found: number[] = [];
  #foundCount = 0;
  /** The names of the columns at the wanted position, or in the wanted range. */
  readonly #namesAtPositions: string[] = [];
  /** The faults where a number stands as the header of the first column with the wanted name, and of the first at a wanted position. */
  #numberOfName: TotalError | undefined;
  #numberAtPosition: TotalError | undefined;

  constructor(options: ColumnSearchOptions) {
    this.#options = options;
    const name = options.wanted?.name;
    if (name === undefined) return;
    this.#nameBytes = new TextEncoder().encode(name);
    this.#nearest = new NearestName(name);
  }

  /** The wanted positions; `undefined` where the caller gave none. */
  get positions(): ColumnRange | undefined {
    const { wanted } = this.#options;
    if (wanted === undefined) return ONLY_COLUMN;
    const { position, range } = wanted;
    return position === undefined ? range : { first: position, last: position };
  }

  add(cell: CsvCell): void {
    this.#seen++;
    if (this.#nameBytes !== undefined && areBytes(this.#nameBytes, cell.bytes, cell.start, cell.end)) {
      if (this.#foundCount === 0) this.#numberOfName = this.#numberIn(cell);
      if (this.#foundCount < MAX_LISTED_COLUMNS) this.#found.push(this.#seen);
      this.#foundCount++;
    }
    if (this.#isAtPosition(this.#seen)) {
      this.#numberAtPosition ??= this.#numberIn(cell);
      if (this.#namesAtPositions.length <= MAX_WANTED_COLUMNS) this.#namesAtPositions.push(labelOf(cell));
    }
    if (this.#seen <= MAX_CONSIDERED) this.#nearest?.consider(nameOf(cell));
  }

  /**
   * @param count how many columns there are; 0 where there is no first row
   * @param start where the first row begins; without one, the end
   * @param names of the header, if there is one
   * @returns the wanted columns, in their order in the rows
   * @throws TotalError NO_COLUMN
   */
  choose(count: number, start: Position, names: ColumnNames | undefined): readonly FoundColumn[] {
    const { wanted, source } = this.#options;
    const place = placeOnLine(source, start, start.offset);
    if (count === 0) {
      throw noColumn(place, names === undefined ? "a row" : "a header", "the end of the input");
    }
    if (this.#foundCount === 1) {
      if (this.#numberOfName !== undefined) throw this.#numberOfName;
      return [{ field: this.#found[0]! - 1, name: wanted!.name! }];
    }
    if (this.#foundCount > 1) {
      const positions = listed(this.#found.map(String), this.#foundCount);
      throw noColumn(place, `one of the positions ${positions}, all of that name`, quote(wanted!.text));
    }
    const { first = Infinity, last = count } = this.positions ?? {};
    if (first > count || last > count || (wanted === undefined && count > 1)) {
      const got = wanted === undefined ? "none" : quote(wanted.text);
      throw noColumn(place, this.#choices(count, names), got, this.#otherDelimiters());
    }
    if (last - first >= MAX_WANTED_COLUMNS) {
      throw noColumn(place, `at most ${MAX_WANTED_COLUMNS} columns`, `${last - first + 1}`);
    }
    if (this.#numberAtPosition !== undefined) throw this.#numberAtPosition;
    return Array.from({ length: last - first + 1 }, (_, i) => {
      return { field: first - 1 + i, name: this.#namesAtPositions[i] || String(first + i) };
    });
  }

  #isAtPosition(position: number): boolean {
    const { first = Infinity, last = Infinity } = this.positions ?? {};
    return position >= first && position <= last;
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

  /** If a column is missing that is not near in name to another one, the delimiter may be wrong. */
  #otherDelimiters(): readonly Hint[] {
    const { otherDelimiter: value, wanted } = this.#options;
    const isNear = this.#nearest?.name !== undefined;
    return value === undefined || wanted === undefined || isNear ? [] : [{ option: "delimiter", value }];
  }

  #choices(count: number, names: ColumnNames | undefined): string {
    if (names === undefined) return positionsUpTo(count);
    return columnChoices(this.#options.wanted, { list: names.list(), count, nearest: this.#nearest?.name });
  }
}

const ONLY_COLUMN: ColumnRange = { first: 1, last: 1 };

const decoder = new TextDecoder();

function nameOf({ bytes, start, end }: CsvCell): string {
  // Errors show, and suggestions compare, no more of a name.
  return decoder.decode(bytes.subarray(start, Math.min(end, start + 512)));
}

/** A name as the total of its column is labelled with it. */
function labelOf({ bytes, start, end }: CsvCell): string {
  return decoder.decode(bytes.subarray(start, end));
}

function noColumn(place: BytePlace, expected: string, got: string, hints?: readonly Hint[]): TotalError {
  return new TotalError("NO_COLUMN", { place, expected, got, hints });
}

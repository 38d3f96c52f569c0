/** Finds the wanted columns in the header of a CSV. */
import { utf8Encoder, wholeUtf8Decoder } from "../../basics/text-codecs.js";
import { quote } from "../../basics/quote.js";
import { areBytes } from "../../basics/same-bytes.js";
import { NO_SINK } from "../../contract/sink.js";
import {
  listed,
  MAX_LISTED_COLUMNS,
  MAX_WANTED_COLUMNS,
  shownColumn,
  type ColumnRange,
} from "../../contract/wanted-column.js";
import type { AddLiteral } from "../literals/spelling.js";
import type { BytePlace } from "../position.js";
import type { CsvCell } from "./cell.js";

/** Numbers may have so many columns, and so may keys. */
export const MAX_POSITIONS: number = 2 * MAX_WANTED_COLUMNS;

/** How many columns are considered for a suggestion. */
const MAX_CONSIDERED = 1000;

/** A number that stands where a name should. */
export interface NumberInHeader {
  /** From 1. */
  readonly position: number;
  readonly place: BytePlace;
  readonly got: string;
}

/** The columns of one name. */
export interface NamedColumns {
  /** The positions of the first ones. */
  readonly positions: number[];
  count: number;
  /** Set where the first one's name is a number. */
  number: NumberInHeader | undefined;
}

export interface HeaderOptions {
  /** The names that are looked for. */
  readonly names: readonly string[];
  /** The positions that are looked for. */
  readonly ranges: readonly ColumnRange[];
  /** Whether the caller said that the first row is a header; otherwise a row with a number in a picked column may be data. */
  readonly isConfirmed: boolean;
  readonly addLiteral: AddLiteral;
  /** The name of the source in errors. */
  readonly source: string | undefined;
}

interface WantedName extends NamedColumns {
  readonly bytes: Uint8Array;
}

/**
 * A header while it is read: what is looked for is found in one pass, however much it is, and of all else only what errors show is kept. A header may
 * have millions of columns, and a client of the service may ask for a thousand.
 */
export class Header {
  readonly #options: HeaderOptions;
  readonly #wanted = new Map<string, WantedName>();
  readonly #wantedLengths = new Set<number>();
  readonly #ranges: readonly ColumnRange[];
  /** The index of the range that the next column is in or before. */
  #range = 0;
  #count = 0;
  readonly #shown: string[] = [];
  readonly #considered: string[] = [];
  /** The names at the positions that are looked for: as many as there may be. */
  readonly #labels = new Map<number, string>();
  /** The ones among them that are numbers, in the order of their positions. */
  readonly #numbers: NumberInHeader[] = [];

  constructor(options: HeaderOptions) {
    this.#options = options;
    for (const name of options.names) {
      const bytes = utf8Encoder().encode(name);
      this.#wanted.set(name, { bytes, positions: [], count: 0, number: undefined });
      this.#wantedLengths.add(bytes.length);
    }
    this.#ranges = merged(options.ranges.filter(isNarrow));
  }

  add(cell: CsvCell): void {
    const position = ++this.#count;
    if (position <= MAX_LISTED_COLUMNS) this.#shown.push(shownColumn(beginningOf(cell)));
    if (position <= MAX_CONSIDERED && this.#wanted.size > 0) this.#considered.push(beginningOf(cell));
    if (this.#wantedLengths.has(cell.end - cell.start)) this.#addNamed(position, cell);
    if (this.#labels.size < MAX_POSITIONS && this.#isInRange(position)) {
      this.#labels.set(position, nameOf(cell));
      const number = this.#numberIn(position, cell);
      if (number !== undefined) this.#numbers.push(number);
    }
  }

  /** `id, amount, "unit price"` */
  list(): string {
    return listed(this.#shown, this.#count);
  }

  /** The columns of a name that is looked for. */
  named(name: string): NamedColumns | undefined {
    return this.#wanted.get(name);
  }

  /** The name at a position that is looked for; `undefined` where there are too many of these. */
  nameAt(position: number): string | undefined {
    return this.#labels.get(position);
  }

  firstNumberIn({ first, last = Infinity }: ColumnRange): NumberInHeader | undefined {
    return this.#numbers.find(({ position }) => position >= first && position <= last);
  }

  /** The beginnings of the first names, for suggestions; none where no name is looked for. */
  get considered(): readonly string[] {
    return this.#considered;
  }

  #addNamed(position: number, cell: CsvCell): void {
    const wanted = this.#wanted.get(nameOf(cell));
    // Bytes that are no UTF-8 are decoded to characters that a name may have, too.
    if (wanted === undefined || !areBytes(wanted.bytes, cell.bytes, cell.start, cell.end)) return;
    if (wanted.count === 0) wanted.number = this.#numberIn(position, cell);
    if (wanted.count < MAX_LISTED_COLUMNS) wanted.positions.push(position);
    wanted.count++;
  }

  /** @param position the next one */
  #isInRange(position: number): boolean {
    let range = this.#ranges[this.#range];
    if (range?.last !== undefined && position > range.last) range = this.#ranges[++this.#range];
    return range !== undefined && position >= range.first;
  }

  #numberIn(position: number, cell: CsvCell): NumberInHeader | undefined {
    const { bytes, start, end } = cell;
    const { addLiteral, isConfirmed, source } = this.#options;
    if (isConfirmed || start === end) return undefined;
    if (addLiteral(bytes, start, end, NO_SINK)?.code === "BAD_NUMBER") return undefined;
    return { position, place: cell.place(source), got: quote(bytes.subarray(start, end)) };
  }
}

/** A wider range is an error, unless a column has it as its name. */
function isNarrow({ first, last = first }: ColumnRange): boolean {
  return last - first < MAX_WANTED_COLUMNS;
}

/** The same positions in ranges that neither overlap nor touch, ascending. */
function merged(ranges: readonly ColumnRange[]): readonly ColumnRange[] {
  const result: ColumnRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.first - b.first)) {
    const before = result.at(-1);
    const lastBefore = before === undefined ? -Infinity : (before.last ?? Infinity);
    if (before === undefined || range.first > lastBefore + 1) result.push(range);
    else result[result.length - 1] = { first: before.first, last: latest(before.last, range.last) };
  }
  return result;
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : Math.max(a, b);
}

function nameOf({ bytes, start, end }: CsvCell): string {
  return wholeUtf8Decoder().decode(bytes.subarray(start, end));
}

/** Errors show, and suggestions compare, no more of a name. */
function beginningOf({ bytes, start, end }: CsvCell): string {
  return wholeUtf8Decoder().decode(bytes.subarray(start, Math.min(end, start + 512)));
}

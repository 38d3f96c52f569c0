/** The sums of one reading: of each column, and of each column of its groups. */
import { TotalError } from "../contract/errors.js";
import type { Place } from "../contract/errors.js";
import { listed, MAX_LISTED_COLUMNS, shownColumn } from "../contract/wanted-column.js";
import { ExactSum } from "../sum/exact-sum.js";
import { Groups } from "./groups.js";

/** The numbers of one column that belong to no group, and the places of the column that hold none. */
export interface ColumnSum {
  readonly sum: ExactSum;
  empty: number;
  /** Of the empty places those of objects without the field. */
  missing: number;
  skipped: number;
}

export class ColumnSums {
  /** One at least. Others read it. */
  readonly columns: ColumnSum[];
  /** The sums of the numbers with keys. Others write to it. */
  readonly groups: Groups = new Groups();
  /** The names of the columns, as the first source told them; `undefined` where no source has told any. Others read it. */
  names: readonly string[] | undefined;
  /** For each kind of source the names that the first one of them told. */
  readonly #namesByKind = new Map<string, readonly string[]>();

  /** @param sum of the first column, or of all numbers where there are no columns */
  constructor(sum: ExactSum = new ExactSum()) {
    this.columns = [{ sum, empty: 0, missing: 0, skipped: 0 }];
  }

  /** How many numbers all sums have together. */
  get count(): number {
    return this.columns.reduce((count, { sum }) => count + sum.count, this.groups.count);
  }

  /**
   * A source tells the names of its columns.
   * @param kind sources of one kind name their columns alike: by a header, say, or by a path
   * @throws TotalError NO_COLUMN where an earlier source had more or fewer columns, or others of this kind had other names
   */
  begin(names: readonly string[], kind: string, place: Place): void {
    const earlier = this.#namesByKind.get(kind) ?? this.names ?? names;
    const isKnown = this.#namesByKind.has(kind);
    if (names.length !== earlier.length || (isKnown && names.some((name, i) => name !== earlier[i]))) {
      const expected = `the columns ${shown(earlier)}, as in the sources before`;
      throw new TotalError("NO_COLUMN", { place, expected, got: shown(names) });
    }
    this.#namesByKind.set(kind, names);
    if (this.names !== undefined) return;
    this.names = names;
    for (let i = 1; i < names.length; i++)
      this.columns.push({ sum: new ExactSum(), empty: 0, missing: 0, skipped: 0 });
    this.groups.setColumns(names.length);
  }
}

function shown(names: readonly string[]): string {
  return listed(names.slice(0, MAX_LISTED_COLUMNS).map(shownColumn), names.length);
}

/** The sums of one reading: of each column, and of each column of its groups. */
import { TotalError } from "../contract/errors.js";
import type { Place } from "../contract/errors.js";
import { listed, MAX_LISTED_COLUMNS, shownColumn } from "../contract/wanted-column.js";
import { ExactSum } from "../sum/exact-sum.js";
import { newColumnSum, type ColumnNames, type ColumnSum } from "./batch-accumulator.js";
import { Groups } from "./groups.js";

export class ColumnSums {
  /** One at least; that of the first column has all numbers where there are no columns. Others read it. */
  readonly columns: ColumnSum[] = [newColumnSum(new ExactSum())];
  /** The sums of the numbers with keys. Others write to it. */
  groups: Groups = new Groups();
  /** The names of the columns, as the first source told them; `undefined` where no source has told any. Others read it. */
  names: readonly string[] | undefined;
  /** The names of the columns of keys, as the first source with keys told them. Others read it. */
  keyNames: readonly string[] = [];
  /** For each kind of source the names that the first one of them told. */
  #namesByKind: Map<string, readonly string[]> | undefined;

  /** How many numbers all sums have together. */
  get count(): number {
    return this.columns.reduce((count, { sum }) => count + sum.count, this.groups.count);
  }

  /**
   * A source tells the names of its columns.
   * @param kind sources of one kind name their columns alike: by a header, say, or by a path
   * @throws TotalError NO_COLUMN where an earlier source had more or fewer columns, or others of this kind had other names
   */
  begin({ names, keyNames = [] }: ColumnNames, kind: string, place: Place): void {
    if (this.keyNames.length === 0) this.keyNames = keyNames;
    this.#checkNames(names, this.#namesByKind?.get(kind), place);
    (this.#namesByKind ??= new Map()).set(kind, names);
    if (this.names !== undefined) return;
    this.names = names;
    for (let i = 1; i < names.length; i++) this.columns.push(newColumnSum(new ExactSum()));
    this.groups.setColumns(names.length);
  }

  /** @throws TotalError NO_COLUMN where there are several columns: numbers that stand in none belong to no total */
  checkUnnamed(place: Place): void {
    if (this.columns.length > 1) throw otherColumns(shown(this.names!), IN_NO_COLUMNS, place);
  }

  /**
   * Adds the sums of another reading, which are not used after that.
   * @throws TotalError NO_COLUMN where its columns are others
   */
  merge(other: ColumnSums, place: Place): void {
    if (other.names === undefined) this.checkUnnamed(place);
    for (const [kind, names] of other.#namesByKind ?? [])
      this.begin({ names, keyNames: other.keyNames }, kind, place);
    for (const [i, { sum, empty, missing, skipped }] of other.columns.entries()) {
      const column = this.columns[i]!;
      column.sum.merge(sum);
      column.empty += empty;
      column.missing += missing;
      column.skipped += skipped;
    }
    if (this.groups.size === 0) this.groups = other.groups;
    else this.groups.merge(other.groups);
  }

  #checkNames(names: readonly string[], ofKind: readonly string[] | undefined, place: Place): void {
    const earlier = ofKind ?? this.names;
    if (earlier === undefined) {
      if (names.length > 1 && this.count > 0) throw otherColumns(IN_NO_COLUMNS, shown(names), place);
      return;
    }
    // A single total is not called by the name of its column.
    const areOthers = names.length > 1 && ofKind !== undefined && names.some((name, i) => name !== ofKind[i]);
    if (areOthers || names.length !== earlier.length) throw otherColumns(shown(earlier), shown(names), place);
  }
}

const IN_NO_COLUMNS = "numbers in no columns";

function otherColumns(before: string, got: string, place: Place): TotalError {
  return new TotalError("NO_COLUMN", { place, expected: `${before}, as in the sources before`, got });
}

function shown(names: readonly string[]): string {
  return names.length === 1 ? `the column ${shownColumn(names[0]!)}` : `the columns ${list(names)}`;
}

function list(names: readonly string[]): string {
  return listed(names.slice(0, MAX_LISTED_COLUMNS).map(shownColumn), names.length);
}

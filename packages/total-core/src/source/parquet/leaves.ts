import type { SchemaElement } from "hyparquet";
import { quote } from "../../basics/quote.js";
import { NearestName } from "../../basics/nearest-name.js";
import {
  MAX_LISTED_COLUMNS,
  MAX_WANTED_COLUMNS,
  columnChoices,
  listed,
  shownColumn,
  type WantedColumn,
} from "../../contract/wanted-column.js";
import type { ParquetFaults } from "./faults.js";

/** A column that has values: a leaf of the schema's tree. */
export interface Leaf {
  /** Its path, with dots: `payment.amount`. */
  readonly name: string;
  readonly element: SchemaElement;
  /** Its index among the leaves, and among the columns of each row group. */
  readonly index: number;
  /** The level at which there is a value, and not a null somewhere on its path. */
  readonly maxDefinition: number;
  /** How many lists there are on its path. */
  readonly maxRepetition: number;
}

/** Structs in structs. */
const MAX_DEPTH = 100;

interface Group {
  readonly path: readonly string[];
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  /** How many children are yet to come. */
  left: number;
}

/** The leaves of a schema, which is a tree written depth first. */
export function leavesOf(schema: readonly SchemaElement[], faults: ParquetFaults): Leaf[] {
  const leaves: Leaf[] = [];
  const groups: Group[] = [{ path: [], maxDefinition: 0, maxRepetition: 0, left: 1 }];
  for (const [i, element] of schema.entries()) {
    while (groups.at(-1)?.left === 0) groups.pop();
    const parent = groups.at(-1);
    if (parent === undefined || typeof element.name !== "string") throw badSchema(faults);
    parent.left -= 1;
    const { repetition_type: repetition, num_children: children = 0 } = element;
    const own = {
      path: i === 0 ? [] : [...parent.path, element.name],
      maxDefinition: parent.maxDefinition + (i > 0 && repetition !== "REQUIRED" ? 1 : 0),
      maxRepetition: parent.maxRepetition + (i > 0 && repetition === "REPEATED" ? 1 : 0),
    };
    if (children > 0) {
      if (groups.length > MAX_DEPTH)
        throw faults.unsupported(`columns at most ${MAX_DEPTH} deep`, "deeper ones");
      groups.push({ ...own, left: children });
    } else if (i > 0 && element.type !== undefined) {
      // An element without a type is a group. A group without children has no column.
      const { path, ...levels } = own;
      leaves.push({ name: path.join("."), element, index: leaves.length, ...levels });
    }
  }
  if (groups.some(({ left }) => left !== 0)) throw badSchema(faults);
  return leaves;
}

function badSchema(faults: ParquetFaults): Error {
  return faults.damaged("a Parquet schema that is a tree", "another");
}

/**
 * The columns that one value of `column` asks for: one, or a range.
 * @throws TotalError NO_COLUMN
 */
export function chosenLeaves(
  leaves: readonly Leaf[],
  wanted: WantedColumn,
  faults: ParquetFaults,
): readonly Leaf[] {
  const { range } = wanted;
  const isName = leaves.some(({ name }) => name.trim() === wanted.name);
  const { first, last = leaves.length } = range ?? { first: Infinity };
  if (isName || first > leaves.length || last > leaves.length) return [chosenLeaf(leaves, wanted, faults)];
  if (last - first < MAX_WANTED_COLUMNS) return leaves.slice(first - 1, last);
  throw faults.noColumn(`at most ${MAX_WANTED_COLUMNS} columns`, `${last - first + 1}`);
}

/** @throws TotalError NO_COLUMN */
export function chosenLeaf(
  leaves: readonly Leaf[],
  wanted: WantedColumn | undefined,
  faults: ParquetFaults,
): Leaf {
  const named = leaves.filter(({ name }) => name.trim() === wanted?.name);
  if (named.length === 1) return named[0]!;
  if (named.length > 1) {
    const positions = named.slice(0, MAX_LISTED_COLUMNS).map(({ index }) => String(index + 1));
    throw faults.noColumn(
      `one of the positions ${listed(positions, named.length)}, all of that name`,
      quote(wanted!.text),
    );
  }
  const position = wanted === undefined && leaves.length === 1 ? 1 : wanted?.position;
  const leaf = position === undefined ? undefined : leaves[position - 1];
  if (leaf !== undefined) return leaf;
  if (leaves.length === 0) throw faults.noColumn("a column", "none");
  const nearest = new NearestName(wanted?.name ?? "");
  for (const { name } of leaves) nearest.consider(name);
  const names = leaves.slice(0, MAX_LISTED_COLUMNS).map(({ name }) => shownColumn(name));
  const columns = { list: listed(names, leaves.length), count: leaves.length, nearest: nearest.name };
  throw faults.noColumn(columnChoices(wanted, columns), wanted === undefined ? "none" : quote(wanted.text));
}

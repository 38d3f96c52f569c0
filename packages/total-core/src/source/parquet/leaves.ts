import type { SchemaElement } from "hyparquet";
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

/** The columns of a Parquet file, as its schema has them. Imported only where one comes. */
import { parquetMetadataAsync, type SchemaElement } from "hyparquet";
import type { Column } from "../protocol.js";
import { namedColumns } from "./named-columns.js";

export async function parquetColumns(file: Blob): Promise<readonly Column[]> {
  const { schema } = await parquetMetadataAsync({
    byteLength: file.size,
    slice: (start, end) => file.slice(start, end).arrayBuffer(),
  });
  return namedColumns(
    leavesOf(schema).map(({ path, element }) => ({ name: path.join("."), isNumeric: isNumeric(element) })),
  );
}

interface Leaf {
  readonly path: readonly string[];
  readonly element: SchemaElement;
}

/** The schema is a tree, written depth first; its leaves are the columns. */
function leavesOf(schema: readonly SchemaElement[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  let next = 1;
  const addChildren = (count: number, path: readonly string[]): void => {
    for (let i = 0; i < count && next < schema.length; i++) {
      const element = schema[next++]!;
      const own = [...path, element.name];
      if (element.type === undefined) addChildren(element.num_children ?? 0, own);
      else leaves.push({ path: own, element });
    }
  };
  addChildren(schema[0]?.num_children ?? 0, []);
  return leaves;
}

const NUMERIC = ["INT32", "INT64", "FLOAT", "DOUBLE"];

function isNumeric({ type, converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  if (converted === "DECIMAL" || logical?.type === "DECIMAL") return true;
  if (type === undefined || !NUMERIC.includes(type)) return false;
  return !/DATE|TIME/.test(converted ?? "") && !/DATE|TIME/.test(logical?.type ?? "");
}

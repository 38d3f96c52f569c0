import type { Column } from "../protocol.js";

/** @param hasNames whether the names are the columns' own, and not their positions */
export function namedColumns(
  columns: readonly Omit<Column, "choice">[],
  { hasNames = true }: { readonly hasNames?: boolean } = {},
): readonly Column[] {
  const times = new Map<string, number>();
  for (const { name } of columns) times.set(name, (times.get(name) ?? 0) + 1);
  return columns.map((column, i) => {
    const isOwn = hasNames && column.name !== "" && times.get(column.name) === 1;
    return { ...column, choice: isOwn ? column.name : i + 1 };
  });
}

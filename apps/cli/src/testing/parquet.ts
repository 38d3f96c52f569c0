import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";

export interface Column {
  readonly element: Omit<SchemaElement, "name">;
  readonly data: readonly unknown[];
}

/** A Parquet file whose columns may hold nulls. */
export function parquet(columns: Readonly<Record<string, Column>>, rowGroupSize?: number): Uint8Array {
  const all = Object.entries(columns);
  const elements = all.map(([name, { element }]) => ({
    ...element,
    repetition_type: "OPTIONAL" as const,
    name,
  }));
  const bytes = parquetWriteBuffer({
    schema: [{ name: "root", num_children: elements.length }, ...elements],
    columnData: all.map(([name, { data }]) => ({ name, data: [...data] })),
    ...(rowGroupSize !== undefined && { rowGroupSize }),
  });
  return new Uint8Array(bytes);
}

/** The bytes of a decimal in Parquet: big-endian two's complement. */
export function twosComplement(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) =>
    Number(BigInt.asUintN(8, value >> BigInt(8 * (length - 1 - i)))),
  );
}

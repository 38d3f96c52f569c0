/** Parquet files made by a writer, and what becomes of them. */
import type { SchemaElement } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import {
  TotalError,
  streamNumbers,
  totalOf,
  type FormatOptions,
  type NumbersApi,
  type Progress,
} from "../index.js";
import { parquet } from "../parquet.js";

export interface Outcome extends Progress {
  readonly total: string;
}

export async function outcome(api: NumbersApi): Promise<Outcome> {
  let progress: Progress | undefined;
  const total = await totalOf(api, { onProgress: (state) => (progress = state) });
  return { ...progress!, total: total.toString() };
}

export async function faultOf(api: NumbersApi): Promise<TotalError> {
  const error: unknown = await outcome(api).then(
    ({ total }) => new Error(`expected a fault, got the total ${total}`),
    (reason: unknown) => reason,
  );
  if (error instanceof TotalError) return error;
  throw error;
}

export type Element = Omit<SchemaElement, "name">;

/** A file of one column `x`, or of several. */
export function written(
  columns: Readonly<Record<string, { readonly element: Element; readonly data: readonly unknown[] }>>,
  options: { readonly rowGroupSize?: number; readonly pageSize?: number } = {},
): Uint8Array {
  const elements = Object.entries(columns);
  const bytes = parquetWriteBuffer({
    schema: [
      { name: "root", num_children: elements.length },
      ...elements.map(([name, { element }]) => ({ repetition_type: "OPTIONAL" as const, ...element, name })),
    ],
    columnData: elements.map(([name, { data }]) => ({ name, data: [...data] })),
    ...options,
  });
  return new Uint8Array(bytes);
}

export const ofBytes = (bytes: Uint8Array, options: FormatOptions = {}): NumbersApi =>
  streamNumbers([bytes], { format: "parquet", parquet, ...options });

/** `6 of 3, 0 empty`: the total in a file's column, of how many numbers. */
export async function shownTotal(bytes: Uint8Array, column?: string): Promise<string> {
  const { total, count, empty } = await outcome(ofBytes(bytes, column === undefined ? {} : { column }));
  return `${total} of ${count}, ${empty} empty`;
}

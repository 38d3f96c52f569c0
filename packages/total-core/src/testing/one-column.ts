/** Files of one column, made by hand. */
import {
  littleEndian,
  pageV1,
  parquetFile,
  type ChunkOptions,
  type ElementOptions,
  type FileOptions,
  type PageOptions,
} from "./parquet-file.js";

export const int32s = (...values: readonly number[]): number[] =>
  values.flatMap((value) => littleEndian(BigInt(value), 4));

export interface OneColumn extends Partial<ChunkOptions> {
  readonly element?: Partial<ElementOptions>;
  readonly rows?: number | bigint;
  readonly file?: Partial<FileOptions>;
}

/** A file of one column `x` of INT32 in one row group. */
export function oneColumn(pages: readonly Uint8Array[], options: OneColumn = {}): Buffer {
  const { element, rows = options.values ?? 3, file, ...chunk } = options;
  const type = element?.type ?? "INT32";
  return parquetFile({
    schema: [{ name: "x", type, repetition: "REQUIRED", ...element }],
    groups: [{ rows, chunks: [{ path: ["x"], type, values: rows, pages, ...chunk }] }],
    ...file,
  });
}

export const optional: Partial<ElementOptions> = { repetition: "OPTIONAL" };

/** A page of the numbers 1, 2 and 3. */
export const three = (options: Partial<PageOptions> = {}): Buffer =>
  pageV1({ values: 3, data: int32s(1, 2, 3), ...options });

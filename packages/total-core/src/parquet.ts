/**
 * Parquet, for the sources of `@dlg/total-core`. It wants the package `hyparquet`, and `hyparquet-compressors` for pages in compressions that the
 * runtime does not have.
 *
 * ```ts
 * import { httpNumbers, totalOf } from "@dlg/total-core";
 * import { parquet } from "@dlg/total-core/parquet";
 *
 * await totalOf(httpNumbers("https://example.test/sales.parquet", { parquet, column: "amount" }));
 * ```
 *
 * `@dlg/total-core/node` reads Parquet without it.
 *
 * @module
 */
export { parquet } from "./source/parquet/index.js";
export type { ParquetOptions, ParquetReader, RandomAccess } from "./contract/parquet.js";

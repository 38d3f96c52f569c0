/** Parquet: a column's numbers, from any place where bytes can be read. */
export { parquetNumbers, type ParquetOptions } from "./parquet-numbers.js";
export { spooled } from "./spool.js";

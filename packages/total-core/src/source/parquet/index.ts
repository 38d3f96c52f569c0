/** Parquet: a column's numbers, from any place where bytes can be read. */
export { parquetNumbers } from "./parquet-numbers.js";
export { spooled } from "./spool.js";

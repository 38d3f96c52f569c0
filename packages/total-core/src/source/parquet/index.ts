/** Parquet: columns' numbers, from any place where bytes can be read. */
import type { ParquetReader } from "../../contract/parquet.js";
import { parquetNumbers } from "./parquet-numbers.js";
import { spooled } from "./spool.js";

/** Reads Parquet. It wants the package `hyparquet`, and `hyparquet-compressors` for compressions that the runtime does not have. */
export const parquet: ParquetReader = {
  async *numbers(data, options) {
    const access = Symbol.asyncIterator in data ? await spooled(data, options) : data;
    yield* parquetNumbers(access, options);
  },
};

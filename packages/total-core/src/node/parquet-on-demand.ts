import type { ParquetReader } from "../contract/parquet.js";

/** Loads Parquet's reader with the first Parquet data: most programs never need it. */
export const parquetOnDemand: ParquetReader = {
  async *numbers(data, options) {
    const { parquet } = await import("../source/parquet/index.js");
    yield* parquet.numbers(data, options);
  },
};

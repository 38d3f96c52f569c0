/** The row groups of a Parquet file that begin in a piece. */
import { TotalError } from "../contract/errors.js";
import type { NumbersApi } from "../contract/numbers-api.js";
import type { RandomAccess } from "../contract/parquet.js";
import { mayBeSeveral } from "../contract/wanted-column.js";
import { parquetOnDemand } from "../node/parquet-on-demand.js";
import { readSums } from "../total/totals-of.js";
import type { PartPiece } from "./part.js";
import { BAD_DATA, partFault } from "./part-fault.js";
import { sumsOfPiece } from "./piece-sums.js";
import type { ShardOptions, ShardPiece } from "./shard.js";

/**
 * @param access is closed at the end
 * @returns `undefined` where the row groups do not follow each other: the file cannot be cut
 */
export async function cutParquet(
  piece: ShardPiece,
  access: RandomAccess,
  { skipInvalid = false, column, ...options }: ShardOptions,
  signal: AbortSignal,
): Promise<PartPiece | undefined> {
  const { begin, end, source: name } = piece;
  let took: readonly [number, number] | undefined = [begin, begin];
  const onTaken = (taken: { readonly from: number; readonly to: number } | undefined) => {
    took = taken && [taken.from, taken.to];
    if (took === undefined) throw new NotCut();
  };
  const api: NumbersApi = {
    numbers: () => parquetOnDemand.numbers(access, { name, column, range: { begin, end, onTaken } }),
  };
  const common = { ...piece, guess: false, lines: 0, lineStart: null, format: "parquet" as const };
  try {
    const sums = await readSums("totalsOf", api, { signal, skipInvalid }, "maybe");
    const isOne = !mayBeSeveral({ ...options, column });
    return { ...common, took, bytes: end - begin, ...sumsOfPiece(sums, isOne) };
  } catch (error) {
    if (error instanceof NotCut) return undefined;
    if (!(error instanceof TotalError && BAD_DATA.includes(error.code))) throw error;
    return { ...common, took, bytes: 0, empty: 0, skipped: 0, fault: partFault(error) };
  }
}

class NotCut extends Error {}

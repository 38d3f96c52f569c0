import { TotalError } from "../contract/errors.js";
import type { RandomAccess } from "../contract/parquet.js";
import { mayBeSeveral } from "../contract/wanted-column.js";
import { formatFromPrefix } from "../decode/index.js";
import { sliceOptions, type Slicing, type SourceEncoding } from "../node/threads/slice-options.js";
import { compressionFromPrefix, LOOKAHEAD_BYTES } from "../source/first-bytes.js";
import { BAD_DATA } from "./part-fault.js";
import { canHaveColumns } from "./slice-columns.js";

/**
 * How a source is read in pieces. It is read whole where it cannot be cut, or where its beginning is at fault: then that reading gives the error.
 */
export type WayToCut = Slicing | "parquet" | "whole";

/** Tells it by the first bytes. */
export async function wayToCut(access: RandomAccess, encoding: SourceEncoding): Promise<WayToCut> {
  const { format } = encoding;
  const prefix = new Uint8Array(Math.min(access.size, LOOKAHEAD_BYTES));
  const first = prefix.subarray(0, await access.read(prefix, 0));
  const isBinary = format === "f64";
  if (compressionFromPrefix(first, { isAll: true, isBinary }) !== "none") return "whole";
  if ((format ?? formatFromPrefix(first, { ...encoding, isAll: true })) === "parquet") return "parquet";
  try {
    const slicing = sliceOptions(first, encoding);
    if (slicing === undefined) return "whole";
    return !mayBeSeveral(encoding) || canHaveColumns(slicing.options) ? slicing : "whole";
  } catch (error) {
    if (error instanceof TotalError && BAD_DATA.includes(error.code)) return "whole";
    throw error;
  }
}

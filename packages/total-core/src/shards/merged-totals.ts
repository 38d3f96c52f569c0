/** The input and output of a merge, as its callers see them. */
import type { Format } from "../contract/numbers-api.js";
import type { ColumnTotal, GroupTotals } from "../total/totals-of.js";

/** The totals of one source. */
export interface MergedSource {
  /** Its name: an address without user name, password, query and fragment. */
  readonly source: string;
  /** `null` where it was not told. */
  readonly format: Format | null;
  /** In the order in which they were asked for. */
  readonly columns: readonly ColumnTotal[];
  /** Bytes as they are stored. */
  readonly bytes: number;
}

/** The totals that one machine would have found. */
export interface MergedTotals {
  /** In the order in which they were asked for. */
  readonly columns: readonly ColumnTotal[];
  /** In the order in which one machine would have seen their keys; none where there is no option `by`. */
  readonly groups: readonly GroupTotals[];
  /** The names of the columns or paths that the keys stand in. */
  readonly keyNames: readonly string[];
  /** Bytes of all sources as they are stored. */
  readonly bytes: number;
  /** The formats of all sources. */
  readonly formats: ReadonlySet<Format>;
  /** Each source, where they are asked for. */
  readonly sources: readonly MergedSource[];
}

/** Optional work of a merge. */
export interface MergeOptions {
  /** Whether the totals of each source are kept: of 20,000 they take 25 MB. @default false */
  readonly keepsSources?: boolean | undefined;
  /** Told each source and its format, in their order, before its totals or its fault count. An error that it throws is thrown by `totals`. */
  readonly onSource?: ((source: string, format: Format) => void) | undefined;
}

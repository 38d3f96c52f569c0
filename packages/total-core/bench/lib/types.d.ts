/** The figures of a bench and the bars that judge them. */

/** A bound for a ratio; section 8 of the design has the words required and goal. */
export interface Bar {
  /** The contender that ours is compared with; none: the bar bounds our figure alone. */
  readonly against?: string;
  /**
   * `at most`: ours ÷ theirs; `faster`: theirs ÷ ours; `at least`: ours ÷ theirs, where more is better.
   * Without `against`, ours alone.
   */
  readonly kind: "at most" | "faster" | "at least";
  /** Null where the design has none. */
  readonly required: number | null;
  readonly goal: number | null;
  /** A figure of ours at or below this meets what is required, whatever the ratio. */
  readonly fineBelow?: number;
}

export type Verdict = "goal" | "met" | "short" | "measured" | "unknown";

export interface JudgedBar extends Bar {
  readonly ratio: number | null;
  readonly verdict: Verdict;
}

/** One contender's figures in one row. */
export interface Measured {
  readonly name: string;
  /** In the row's unit, one for each round, in their order. Empty if it was not measured. */
  readonly samples: readonly number[];
  readonly median: number | null;
  /** Whether its total is right, to the digit or the bit; null where it gives no total. */
  readonly correct: boolean | null;
  /** The greatest peak of resident memory over its runs, in MB of 10^6 bytes. */
  readonly peakMB?: number | null;
  /** Median of user and system time, in seconds. */
  readonly cpuSeconds?: number | null;
  readonly note?: string;
  /** Why it was not measured. */
  readonly skipped?: string;
}

export interface Row {
  readonly id: string;
  readonly what: string;
  readonly unit: string;
  /** The contender that is judged. */
  readonly ours: string;
  readonly contenders: readonly Measured[];
  readonly bars: readonly JudgedBar[];
  /** `any`: one met bar is enough. */
  readonly needs: "any" | "all";
  readonly verdict: Verdict;
  readonly note?: string;
  /** Why our contender could not be measured. */
  readonly skipped?: string;
}

export interface Results {
  readonly bench: string;
  /** The machine, the Node version and the commit. */
  readonly machine: string;
  readonly rows: readonly Row[];
}

export interface Settings {
  /** Shrinks every data set; 1 is section 8's size. */
  readonly scale: number;
  /** Each row has at least this many measured rounds. */
  readonly runs: number;
  /** Measures the rows whose id contains one of these; all if empty. */
  readonly filters: readonly string[];
  /** Where the results go; null: nowhere. */
  readonly resultsPath: string | null;
  /** Whether rivals may be fetched from the npm registry when they are not there yet. */
  readonly installs: boolean;
}

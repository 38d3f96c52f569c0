/** What a bench measures, and how it is judged. */

/** Where a ratio must lie. Each number pair is what section 8 of the design calls required and goal. */
export interface Bar {
  /** The contender it is measured against; none: the bar is a figure of its own. */
  readonly against?: string;
  /**
   * `at most`: ours ÷ theirs; `faster`: theirs ÷ ours; `at least`: ours ÷ theirs, where more is better.
   * Without `against`, ours alone.
   */
  readonly kind: "at most" | "faster" | "at least";
  /** Null where the design names none. */
  readonly required: number | null;
  readonly goal: number | null;
  /** Ours meets what is required at or below this figure, whatever the ratio. */
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
  /** In the row's unit, one a round, in the order of the rounds. Empty if it was not measured. */
  readonly samples: readonly number[];
  readonly median: number | null;
  /** Whether its answer is the truth, to the digit or the bit; null where it answers no total. */
  readonly correct: boolean | null;
  /** The greatest peak of resident memory of all its runs, in MB of 10^6 bytes. */
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
  /** Why nothing of ours could be measured. */
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
  /** Measured rounds of every row, at least. */
  readonly runs: number;
  /** Measures the rows whose id contains one of these; all if empty. */
  readonly filters: readonly string[];
  /** Where the results go; null: nowhere. */
  readonly resultsPath: string | null;
  /** Whether rivals may be fetched from the npm registry when they are not there yet. */
  readonly installs: boolean;
}

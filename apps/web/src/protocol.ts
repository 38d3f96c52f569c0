/** The messages between the page and its worker. */
import type { Format, FormatOptions, Hint, Place, TotalErrorCode } from "@dlg/total-core";

/** How the numbers are read, as far as the user has said it. */
export interface Reading extends Omit<FormatOptions, "column" | "by" | "field"> {
  /** @default told by each file's name, or else its first bytes */
  readonly format?: Format | undefined;
  /** A {@link Column.choice}. */
  readonly column?: string | number | undefined;
  /** The key to total by: a {@link Column.choice}, or a path in JSON. */
  readonly by?: string | number | undefined;
  readonly field?: string | undefined;
  readonly skipInvalid?: boolean | undefined;
  /** Whether what is called JSON may be several documents, one after another, as `jq` prints them. */
  readonly isSequence?: boolean | undefined;
}

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** How it is asked for: by its name, so that it is the same column in other files; where it has none of its own, by its position. */
  readonly choice: string | number;
  /** Whether most of its first cells are numbers. */
  readonly isNumeric: boolean;
}

/** A path to single values in JSON; the empty one where they stand in no object. */
export interface Field {
  readonly path: string;
  readonly isNumeric: boolean;
}

/** The beginning of a file, as far as it tells how to read it. */
export interface Look {
  readonly format: Format;
  /** Whether the name or the user tells the format, or the look at a table: what only the first bytes tell may be a sequence of documents. */
  readonly isTold: boolean;
  readonly columns: readonly Column[];
  readonly fields: readonly Field[];
}

/** How far a total has come. */
export interface Progress {
  readonly count: number;
  /** Bytes of the files, as they are stored. */
  readonly stored: number;
  /** Since the beginning, in milliseconds. */
  readonly elapsedMs: number;
  /** The digits of the total so far, where they are known. */
  readonly digits: string | undefined;
}

export interface Counts {
  readonly count: number;
  readonly empty: number;
  readonly skipped: number;
}

/** A total as text. */
export interface Printed {
  readonly digits: string;
  /** All digits, where `digits` are those of the nearest binary64 alone. */
  readonly exact: string | undefined;
}

export interface FileTotal extends Counts {
  readonly name: string;
  readonly printed: Printed;
}

/** The order of groups: as first seen, by key, or the greatest total first. */
export type GroupOrder = "seen" | "key" | "total";

export interface Printing {
  readonly places: number | undefined;
  readonly order: GroupOrder;
}

export interface Group {
  readonly key: string;
  readonly digits: string;
  readonly count: number;
}

/** Everything that is printed again where the user wants it printed otherwise. */
export interface Result {
  readonly total: Printed;
  readonly files: readonly FileTotal[];
  /** The first ones; `undefined` where the numbers have no keys. */
  readonly groups: readonly Group[] | undefined;
  /** How many groups there are. */
  readonly groupCount: number;
}

/** One line of a text around the place of a fault. */
export interface ExcerptLine {
  readonly number: number;
  /** Whether the line begins before what is shown of it. */
  readonly isCutBefore: boolean;
  readonly before: string;
  /** The marked text; empty on the lines around. */
  readonly marked: string;
  readonly after: string;
  readonly isCutAfter: boolean;
}

export interface Fault {
  /** `undefined` where the page itself has failed. */
  readonly code: TotalErrorCode | undefined;
  readonly place: Place;
  readonly expected: string;
  readonly got: string;
  readonly hints: readonly Hint[];
  readonly excerpt: readonly ExcerptLine[];
}

export type Request =
  | {
      readonly kind: "look";
      readonly run: number;
      readonly files: readonly File[];
      readonly reading: Reading;
    }
  | {
      readonly kind: "total";
      readonly run: number;
      readonly files: readonly File[];
      readonly reading: Reading;
      readonly printing: Printing;
    }
  | { readonly kind: "print"; readonly run: number; readonly printing: Printing }
  | { readonly kind: "table"; readonly run: number; readonly printing: Printing }
  | { readonly kind: "cancel"; readonly run: number };

/** Each answer belongs to a run, and the page drops those of runs that it has given up. */
export type Answer = { readonly run: number } & (
  | { readonly kind: "looked"; readonly look: Look }
  | { readonly kind: "progress"; readonly progress: Progress }
  | {
      readonly kind: "totalled";
      readonly result: Result;
      readonly counts: Counts;
      readonly progress: Progress;
    }
  | { readonly kind: "printed"; readonly result: Result }
  | { readonly kind: "table"; readonly table: Blob }
  | { readonly kind: "failed"; readonly fault: Fault }
  | { readonly kind: "cancelled" }
);

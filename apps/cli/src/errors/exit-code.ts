import type { TotalErrorCode } from "@dlg/total-core";

export const EXIT = {
  printed: 0,
  badNumbers: 1,
  wrongCommandLine: 2,
  unreadable: 3,
  /** A fault of ours: `EX_SOFTWARE` of sysexits.h. */
  bug: 70,
} as const;

/** The exit code for each code of the library's errors. */
export const EXIT_CODES: Readonly<Record<TotalErrorCode, number | undefined>> = {
  BAD_NUMBER: EXIT.badNumbers,
  BAD_FORMAT: EXIT.badNumbers,
  EXPONENT_RANGE: EXIT.badNumbers,
  NO_COLUMN: EXIT.badNumbers,
  // The command prints a total that is not finite like any other.
  NOT_FINITE: undefined,
  UNSUPPORTED: EXIT.unreadable,
  SOURCE_UNAVAILABLE: EXIT.unreadable,
  SOURCE_TIMEOUT: EXIT.unreadable,
  SOURCE_CHANGED: EXIT.unreadable,
  BAD_PARTIAL: EXIT.badNumbers,
};

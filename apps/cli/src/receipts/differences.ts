import { errorOf, totalsOfPiece, type PartPiece, type ReceiptTotal } from "@dlg/total-core/internal";

/** The ways in which sources are other than the receipt says. */
export interface Difference {
  /** `size`, `sha256`, `count`, `total`, …; of a column, `total of NAME`. */
  readonly what: string;
  readonly expected: string | number | null;
  readonly got: string | number | null;
}

/** How a source differs from what the receipt says of it. Another version of the same bytes is no difference. */
export function differencesOf(receipt: PartPiece, now: PartPiece): Difference[] {
  const members = (
    names: readonly ("size" | "sha256" | "format" | "count" | "empty" | "missing" | "skipped")[],
  ) =>
    names.flatMap((what) => {
      const [expected, got] = [receipt[what] ?? null, now[what] ?? null];
      return expected === got ? [] : [{ what, expected, got }];
    });
  const bytes = members(now.sha256 === undefined ? ["size"] : ["size", "sha256"]);
  if (now.fault !== undefined) {
    const got = errorOf(now.fault, now.source).headline;
    return [...(now.sha256 === undefined ? [] : bytes), { what: "total", expected: "a total", got }];
  }
  const found = [
    ...bytes,
    ...members(["format", "count", "empty", "missing", "skipped"]),
    ...totalDifferences(totalsOfPiece(receipt), totalsOfPiece(now)),
  ];
  const isOther = sumsOf(receipt) !== sumsOf(now) && !found.some(({ what }) => what.startsWith("total"));
  return isOther ? [...found, { what: "totals", expected: "those of the receipt", got: "others" }] : found;
}

/** How totals differ, column by column. */
export function totalDifferences(
  receipt: readonly ReceiptTotal[],
  now: readonly ReceiptTotal[],
): Difference[] {
  return Array.from({ length: Math.max(receipt.length, now.length) }, (_, i) => {
    const [expected, got] = [receipt[i], now[i]];
    const column = (expected ?? got)!.column;
    return {
      what: column === null ? "total" : `total of ${column}`,
      expected: expected?.total ?? null,
      got: got?.total ?? null,
    };
  }).filter(({ expected, got }) => expected !== got);
}

/** All that the numbers make. */
function sumsOf({ total, columns, named, keys, groups }: PartPiece): string {
  return JSON.stringify([total, columns, named, keys, groups]);
}

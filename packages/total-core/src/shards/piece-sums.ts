/** The sums of a piece as JSON, and back. */
import { TotalError, type Place } from "../contract/errors.js";
import type { ExactSum } from "../sum/exact-sum.js";
import { bytesFromSum, sumFromBytes } from "../total/bytes.js";
import { ColumnSums } from "../total/column-sums.js";
import type { PartColumn, PartPiece } from "./part.js";

/** The members of a piece that hold its sums. */
export type PieceSums = Pick<
  PartPiece,
  "empty" | "skipped" | "missing" | "total" | "columns" | "named" | "keys" | "groups"
>;

/** @param isOne whether no more than one total can be asked for */
export function sumsOfPiece(sums: ColumnSums, isOne: boolean): PieceSums {
  const counted = (name: "empty" | "skipped" | "missing") =>
    sums.columns.reduce((before, column) => before + column[name], 0);
  const missing = counted("missing");
  const counts = {
    empty: counted("empty"),
    skipped: counted("skipped"),
    ...(missing > 0 && { missing }),
  };
  if (isOne) return { ...counts, total: base64(bytesFromSum(sums.columns[0]!.sum)) };
  const { names, keyNames, groups } = sums;
  const columns = sums.columns.map(({ sum, ...one }, i) => {
    return { column: names?.[i] ?? null, total: base64(bytesFromSum(sum)), ...one };
  });
  const all = Array.from(groups, (group) => [
    groups.keyOf(group),
    ...sums.columns.map((_, column) => base64(bytesFromSum(groups.sumOf(group, column)))),
  ]);
  return { ...counts, columns, named: names !== undefined, keys: keyNames, groups: all };
}

/**
 * @param kind sources of one kind name their columns alike
 * @throws TotalError BAD_PARTIAL where a total is not what `Total.toBytes()` writes
 */
export function columnSumsOf(piece: PieceSums, kind: string, place: Place): ColumnSums {
  if (piece.columns === undefined) return sumsOfOne(piece);
  const sums = new ColumnSums();
  const { columns, named, keys = [], groups = [] } = piece;
  if (named === true) {
    sums.begin({ names: columns.map(({ column }) => column ?? ""), keyNames: keys }, kind, place);
  }
  if (columns.length !== sums.columns.length) throw damaged("as many totals as columns", place);
  for (const [i, one] of columns.entries()) addColumn(sums.columns[i]!, one);
  for (const [key, ...totals] of groups) {
    if (key === undefined || totals.length !== columns.length)
      throw damaged("a total for each column", place);
    const group = sums.groups.groupOf(key);
    for (const [column, total] of totals.entries()) sums.groups.addSum(group, column, sumOf(total));
  }
  return sums;
}

function sumsOfOne({ total = "", empty, missing = 0, skipped }: PieceSums): ColumnSums {
  const sums = new ColumnSums();
  addColumn(sums.columns[0]!, { total, empty, missing, skipped });
  return sums;
}

function addColumn(
  column: ColumnSums["columns"][number],
  { total, empty, missing, skipped }: Omit<PartColumn, "column">,
): void {
  column.sum.merge(sumOf(total));
  column.empty += empty;
  column.missing += missing;
  column.skipped += skipped;
}

function sumOf(total: string): ExactSum {
  return sumFromBytes(bytesOf(total));
}

function bytesOf(total: string): Uint8Array {
  return new Uint8Array(Buffer.from(total, "base64"));
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");
}

function damaged(expected: string, place: Place): TotalError {
  return new TotalError("BAD_PARTIAL", { place, expected, got: "others" });
}

/** Totals as text. */
import { Total } from "@dlg/total-core";
import type { Counts, GroupOrder, Printed, Printing, Result } from "../protocol.js";
import type { Totals } from "./totals.js";

/** More groups than these nobody reads on a page: the table of all has them. */
export const MOST_GROUPS = 1000;

export function resultOf({ total, files, groups }: Totals, printing: Printing): Result {
  const first = groups === undefined ? undefined : ordered(groups, printing.order).slice(0, MOST_GROUPS);
  return {
    total: printed(total, printing),
    files: files.map(({ total: own, ...others }) => ({ ...others, printed: printed(own, printing) })),
    groups: first?.map(([key, own]) => ({ key, digits: own.toString(printing), count: own.count })),
    groupCount: groups?.size ?? 0,
  };
}

export function countsOf({ files }: Totals): Counts {
  const sum = { count: 0, empty: 0, skipped: 0 };
  for (const file of files)
    for (const name of ["count", "empty", "skipped"] as const) sum[name] += file[name];
  return sum;
}

/** All groups as CSV. */
export function tableOf({ groups = new Map() }: Totals, printing: Printing): Blob {
  const lines = ["key,total,count\n"];
  for (const [key, total] of ordered(groups, printing.order)) {
    lines.push(`${cell(key)},${total.toString(printing)},${total.count}\n`);
  }
  return new Blob(lines, { type: "text/csv;charset=utf-8" });
}

function printed(total: Total, printing: Printing): Printed {
  const digits = total.toString(printing);
  const exact = total.toString({ exact: true });
  return { digits, exact: printing.places !== undefined || exact === digits ? undefined : exact };
}

function ordered(
  groups: ReadonlyMap<string, Total>,
  order: GroupOrder,
): readonly (readonly [string, Total])[] {
  const all = Array.from(groups);
  if (order === "key") all.sort(([a], [b]) => (a < b ? -1 : 1));
  if (order === "total") all.sort(([, a], [, b]) => Total.compare(b, a));
  return all;
}

/** RFC 4180, section 2. */
function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

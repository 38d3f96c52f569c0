/** What is printed where it is more than one total. */
import type { PrintOptions } from "@dlg/total-core";
import type { GrandTotal } from "../sources/total-of-sources.js";
import type { Group } from "./group-order.js";
import type { Row, Table } from "./lines.js";

/** A line for each key. */
export function groupTable(groups: readonly Group[], digits: PrintOptions): Table {
  return {
    *rows() {
      for (const [key, total] of groups) yield { names: [key], totals: [total.toString(digits)] };
    },
  };
}

/** A line for each source, then their grand total; of one source there is no other total, as `wc` has it. */
export function sourceTable({ parts, total: grand }: GrandTotal, digits: PrintOptions): Table {
  const row = (name: string, total: typeof grand): Row => ({
    names: [name],
    totals: [total.toString(digits)],
  });
  return {
    *rows() {
      for (const { source, total } of parts) yield row(source, total);
      if (parts.length > 1) yield row("total", grand);
    },
  };
}

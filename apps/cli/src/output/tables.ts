/** What is printed where it is more than one total. */
import type { PrintOptions } from "@dlg/total-core";
import { digitsOfGroup, partsOfKey, type Groups } from "@dlg/total-core/internal";
import type { GrandTotal } from "../sources/total-of-sources.js";
import type { Row, Table } from "./lines.js";
import { tabSeparatedGroups } from "./tab-separated-groups.js";

/** A line for each key. */
export function groupTable(groups: Groups, order: Iterable<number>, digits: PrintOptions): Table {
  const columns = Array.from({ length: groups.columns }, (_, column) => column);
  return {
    *rows() {
      for (const group of order) {
        const totals = columns.map((column) => digitsOfGroup(groups, group, column, digits));
        yield { names: partsOfKey(groups.keyOf(group)), totals };
      }
    },
    tabSeparated: () => tabSeparatedGroups(groups, order, digits),
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

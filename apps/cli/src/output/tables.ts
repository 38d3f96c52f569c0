/** The tables that are printed where there is more than one total. */
import type { ColumnTotal, PrintOptions } from "@dlg/total-core";
import { digitsOfGroup, partsOfKey, type Groups } from "@dlg/total-core/internal";
import type { GrandTotal, Totals } from "../sources/total-of-sources.js";
import type { Row, Table } from "./lines.js";
import { tabSeparatedGroups } from "./tab-separated-groups.js";

export interface TableOptions {
  /** How every total is printed. */
  readonly digits: PrintOptions;
  /** Whether lines and columns have their names. */
  readonly names: boolean;
}

/** A line for each column. */
export function columnTable({ columns }: Totals, { digits, names }: TableOptions): Table {
  return {
    *rows() {
      for (const { column = "", total } of columns) {
        yield { names: names ? [column] : [], totals: [total.toString(digits)] };
      }
    },
  };
}

/** A line for each key, with a total of each column. */
export function groupTable(
  groups: Groups,
  order: Iterable<number>,
  digits: PrintOptions,
  header?: Row,
): Table {
  const columns = Array.from({ length: groups.columns }, (_, column) => column);
  return {
    header,
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
export function sourceTable(grand: GrandTotal, { digits, names }: TableOptions): Table {
  const { parts } = grand;
  const row = (name: string, { columns }: Totals): Row => ({
    names: names ? [name] : [],
    totals: columns.map(({ total }) => total.toString(digits)),
  });
  return {
    header: names ? headerOf(["source"], grand.columns) : undefined,
    *rows() {
      for (const part of parts) yield row(part.source, part);
      if (parts.length > 1) yield row("total", grand);
    },
  };
}

/** The line that tells several totals apart. */
export function headerOf(names: readonly string[], columns: readonly ColumnTotal[]): Row | undefined {
  return columns.length === 1 ? undefined : { names, totals: columns.map(({ column = "" }) => column) };
}

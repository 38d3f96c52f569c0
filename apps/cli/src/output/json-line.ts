import type { ColumnTotal, PrintOptions } from "@dlg/total-core";
import { digitsOfGroup, partsOfKey, type Groups } from "@dlg/total-core/internal";
import { joined } from "./lines.js";
import type { GrandTotal, Totals } from "../sources/total-of-sources.js";

interface AnswerOptions {
  /** How every total is printed. */
  readonly digits: PrintOptions;
  readonly seconds: number;
  /** Whether to tell how many objects are without the field. */
  readonly skipMissing: boolean;
  /** The order in which the groups are printed; undefined without `--by`. */
  readonly order: Iterable<number> | undefined;
}

/** The object of `--json` on one line, in pieces: there may be millions of groups. */
export function* jsonPieces(
  grand: GrandTotal,
  { digits, seconds, skipMissing, order }: AnswerOptions,
): Generator<string> {
  const counts = ({ total, empty, missing, skipped }: ColumnTotal): object => ({
    total: total.toString(digits),
    count: total.count,
    empty,
    ...(skipMissing && { missing }),
    skipped,
  });
  const members = ({ columns, bytes }: Totals): object => {
    if (columns.length === 1) return { ...counts(columns[0]!), bytes };
    return { columns: columns.map((one) => ({ column: one.column, ...counts(one) })), bytes };
  };
  const answer = {
    ...members(grand),
    seconds: Number(seconds.toFixed(3)),
    sources: grand.parts.map((part) => ({ source: part.source, format: part.format, ...members(part) })),
  };
  const line = JSON.stringify(answer);
  if (order === undefined || grand.groups === undefined) {
    yield `${line}\n`;
    return;
  }
  yield `${line.slice(0, -1)},"groups":[`;
  yield* joined(groupMembers(grand.groups, order, digits));
  yield "]}\n";
}

function* groupMembers(groups: Groups, order: Iterable<number>, digits: PrintOptions): Generator<string> {
  let separator = "";
  for (const group of order) {
    const columns = Array.from({ length: groups.columns }, (_, column) => column);
    const totals = columns.map((column) => digitsOfGroup(groups, group, column, digits));
    const counts = columns.map((column) => groups.countOf(group, column));
    const keys = partsOfKey(groups.keyOf(group));
    yield (
      separator +
      JSON.stringify({
        ...(keys.length === 1 ? { key: keys[0] } : { keys }),
        ...(totals.length === 1 ? { total: totals[0], count: counts[0] } : { totals, counts }),
      })
    );
    separator = ",";
  }
}

import type { Group } from "./group-order.js";
import type { Counts, GrandTotal } from "../sources/total-of-sources.js";

interface AnswerOptions {
  /** All digits, of binary totals too. */
  readonly exact: boolean;
  readonly seconds: number;
  /** In the order to print; undefined without `--by`. */
  readonly groups: readonly Group[] | undefined;
}

/** The object of `--json`, on one line. */
export function jsonLine(grand: GrandTotal, { exact, seconds, groups }: AnswerOptions): string {
  const members = ({ total, empty, skipped, bytes }: Counts): object => ({
    total: total.toString({ exact }),
    count: total.count,
    empty,
    skipped,
    bytes,
  });
  const answer = {
    ...members(grand),
    seconds: Number(seconds.toFixed(3)),
    sources: grand.parts.map((part) => ({ source: part.source, format: part.format, ...members(part) })),
    groups: groups?.map(([key, total]) => ({ key, total: total.toString({ exact }), count: total.count })),
  };
  return `${JSON.stringify(answer)}\n`;
}

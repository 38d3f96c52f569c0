import type { PrintOptions } from "@dlg/total-core";
import type { Group } from "./group-order.js";
import type { Counts, GrandTotal } from "../sources/total-of-sources.js";

interface AnswerOptions {
  /** Of every total. */
  readonly digits: PrintOptions;
  readonly seconds: number;
  /** Whether to tell how many objects are without the field. */
  readonly skipMissing: boolean;
  /** In the order to print; undefined without `--by`. */
  readonly groups: readonly Group[] | undefined;
}

/** The object of `--json`, on one line. */
export function jsonLine(grand: GrandTotal, { digits, seconds, skipMissing, groups }: AnswerOptions): string {
  const members = ({ total, empty, missing, skipped, bytes }: Counts): object => ({
    total: total.toString(digits),
    count: total.count,
    empty,
    ...(skipMissing && { missing }),
    skipped,
    bytes,
  });
  const answer = {
    ...members(grand),
    seconds: Number(seconds.toFixed(3)),
    sources: grand.parts.map((part) => ({ source: part.source, format: part.format, ...members(part) })),
    groups: groups?.map(([key, total]) => ({ key, total: total.toString(digits), count: total.count })),
  };
  return `${JSON.stringify(answer)}\n`;
}

import type { Counts, GrandTotal } from "./total-of-sources.js";

interface AnswerOptions {
  readonly json: boolean;
  /** All digits, of binary totals too. */
  readonly exact: boolean;
  readonly seconds: number;
}

/** What stands on standard output: one line. */
export function answer(grand: GrandTotal, { json, exact, seconds }: AnswerOptions): string {
  const members = ({ total, empty, skipped, bytes }: Counts): object => ({
    total: total.toString({ exact }),
    count: total.count,
    empty,
    skipped,
    bytes,
  });
  if (!json) return `${grand.total.toString({ exact })}\n`;
  const sources = grand.parts.map((part) => ({ source: part.source, format: part.format, ...members(part) }));
  return `${JSON.stringify({ ...members(grand), seconds: Number(seconds.toFixed(3)), sources })}\n`;
}

import { inOrder } from "./group-order.js";
import { groupLines } from "./group-lines.js";
import type { Order } from "./option-values.js";
import type { Terminal } from "./text-output.js";
import type { Counts, GrandTotal } from "./total-of-sources.js";

export interface AnswerOptions {
  readonly json: boolean;
  /** All digits, of binary totals too. */
  readonly exact: boolean;
  readonly seconds: number;
  /** Whether the totals by key are wanted. */
  readonly byKey: boolean;
  readonly sort: Order | undefined;
  readonly terminal: () => Terminal | undefined;
}

/** What stands on standard output, in pieces: one line, or without `json` one for each key. */
export function* answer(grand: GrandTotal, options: AnswerOptions): Generator<string> {
  const { json, exact, byKey, sort, terminal } = options;
  if (json) yield jsonLine(grand, options);
  else if (byKey) yield* inPieces(groupLines(inOrder(grand.groups, sort), { exact, terminal: terminal() }));
  else yield `${grand.total.toString({ exact })}\n`;
}

function jsonLine(grand: GrandTotal, { exact, seconds, byKey, sort }: AnswerOptions): string {
  const members = ({ total, empty, skipped, bytes }: Counts): object => ({
    total: total.toString({ exact }),
    count: total.count,
    empty,
    skipped,
    bytes,
  });
  const groups = inOrder(grand.groups, sort).map(([key, total]) => ({
    key,
    total: total.toString({ exact }),
    count: total.count,
  }));
  const sources = grand.parts.map((part) => ({ source: part.source, format: part.format, ...members(part) }));
  return `${JSON.stringify({
    ...members(grand),
    seconds: Number(seconds.toFixed(3)),
    sources,
    ...(byKey && { groups }),
  })}\n`;
}

const PIECE_CHARACTERS = 65_536;

/** Few writes, and never the text of all keys at once. */
function* inPieces(lines: Iterable<string>): Generator<string> {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

import { Total, TotalError, type ColumnTotal, type FormatOptions } from "@dlg/total-core";
import { escapedText, eventLoopTurn, isTurnDue } from "@dlg/total-core/internal";
import { acceptedType, OFFERED_TYPES, type OfferedType } from "../answer/accept.js";
import { answer, type AppContext } from "../answer/answer.js";
import { Refusal } from "../problem.js";

export const VARY = { Vary: "Accept" };

/** The media type that the client wants. @throws Refusal 406 */
export function totalType(c: AppContext): OfferedType {
  const type = acceptedType(c.req.header("accept"));
  if (type !== undefined) return type;
  throw new Refusal(406, { detail: `expected one of ${OFFERED_TYPES.join(", ")} to be accepted` }, VARY);
}

/** Totals as both media types have them. */
export interface ShownTotals {
  /** The digits of a total, `NaN` or an infinity; a line for each column, where there are several. */
  readonly text: string;
  /** Undefined where a total is not finite, which JSON cannot express. */
  readonly json: string | undefined;
}

/**
 * @param headers `Vary` among them. To make this object costs more than all else here: the answers of a fetch share one.
 * @throws TotalError NOT_FINITE
 */
export function totalAnswer(
  c: AppContext,
  type: OfferedType,
  { text, json }: ShownTotals,
  headers: Readonly<Record<string, string>> = VARY,
): Response {
  if (type === "text/plain") {
    return answer(c, { type: "text/plain; charset=utf-8", body: `${text}\n`, headers });
  }
  if (json === undefined) throw new TotalError("NOT_FINITE", { expected: "a finite total", got: text });
  return answer(c, { type, body: json, headers });
}

/** A total alone. */
export function shownTotal(total: Total): ShownTotals {
  return inBraces(totalMembers(total));
}

/** The totals of the columns that were asked for, with what was counted: one alone, or a list with their names. */
export async function shownColumns(
  columns: readonly ColumnTotal[],
  { skipMissing = false }: FormatOptions,
): Promise<ShownTotals> {
  const shown: (ShownTotals & { readonly column: string })[] = [];
  for (const { column = "", total, empty, missing } of columns) {
    // There may be a thousand totals of thousands of digits, each of which takes a millisecond to print.
    if (shown.length > 0 && isTurnDue()) await eventLoopTurn();
    const counts = `,"count":${total.count},"empty":${empty}${skipMissing ? `,"missing":${missing}` : ""}`;
    shown.push({ column, ...totalMembers(total, counts) });
  }
  const [first] = shown;
  if (first !== undefined && shown.length === 1) return inBraces(first);
  const items = shown.map(({ column, json }) => json && `{"column":${JSON.stringify(column)},${json}}`);
  return {
    text: shown.map(({ column, text }) => `${escapedText(column)}\t${text}`).join("\n"),
    json: items.includes(undefined) ? undefined : `{"columns":[${items.join(",")}]}`,
  };
}

function inBraces({ text, json }: ShownTotals): ShownTotals {
  return { text, json: json && `{${json}}` };
}

/**
 * The JSON number has all digits of the total; where a binary64 reader would lose some of them, `exact` has them as a string too.
 * @param more members, as JSON: `,"count":3`
 * @returns the members without the braces around them
 */
function totalMembers(total: Total, more: string = ""): ShownTotals {
  const text = total.toString();
  const nearest = Number(text);
  const printed = new Total().add(nearest).toString();
  if (printed !== text) return { text, json: `"total":${text}${more},"exact":"${text}"` };
  return { text, json: Number.isFinite(nearest) ? `"total":${text}${more}` : undefined };
}

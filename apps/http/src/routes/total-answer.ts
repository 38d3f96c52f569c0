import { Total, TotalError } from "@dlg/total-core";
import { acceptedType, OFFERED_TYPES, type OfferedType } from "../answer/accept.js";
import { answer, type AppContext } from "../answer/answer.js";
import { Refusal } from "../problem.js";

const VARY = { Vary: "Accept" };

/** The media type that the client wants. @throws Refusal 406 */
export function totalType(c: AppContext): OfferedType {
  const type = acceptedType(c.req.header("accept"));
  if (type !== undefined) return type;
  throw new Refusal(406, { detail: `expected one of ${OFFERED_TYPES.join(", ")} to be accepted` }, VARY);
}

export interface ShownTotal {
  /** The total as it prints: its digits, `NaN` or an infinity. */
  readonly digits: string;
  /** Undefined where the total is not finite, which JSON cannot express. */
  readonly json: string | undefined;
}

/** @throws TotalError NOT_FINITE */
export function totalAnswer(
  c: AppContext,
  type: OfferedType,
  { digits, json }: ShownTotal,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const all = { ...VARY, ...headers };
  if (type === "text/plain") {
    return answer(c, { type: "text/plain; charset=utf-8", body: `${digits}\n`, headers: all });
  }
  if (json === undefined) throw new TotalError("NOT_FINITE", { expected: "a finite total", got: digits });
  return answer(c, { type, body: json, headers: all });
}

/**
 * The JSON number has all digits of the total; where a binary64 reader would lose some of them, `exact` has them as a string too.
 * @param members more members, as JSON: `,"count":3`
 */
export function shownTotal(total: Total, members: string = ""): ShownTotal {
  const digits = total.toString();
  const nearest = Number(digits);
  const printed = new Total().add(nearest).toString();
  if (printed !== digits) return { digits, json: `{"total":${digits}${members},"exact":"${digits}"}` };
  return { digits, json: Number.isFinite(nearest) ? `{"total":${digits}${members}}` : undefined };
}

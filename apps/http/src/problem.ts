import { STATUS_CODES } from "node:http";
import { TotalError, type TotalErrorCode } from "@dlg/total-core";
import { answer, type AppContext, type Bindings } from "./answer.js";
import { TooManyTotals } from "./limit.js";

/** What follows for the client of GET /total from what is wrong with the numbers API. */
export const STATUS_OF_CODE: Readonly<Record<TotalErrorCode, number>> = {
  BAD_NUMBER: 502,
  BAD_FORMAT: 502,
  EXPONENT_RANGE: 502,
  NO_COLUMN: 502,
  NOT_FINITE: 502,
  UNSUPPORTED: 502,
  SOURCE_UNAVAILABLE: 502,
  SOURCE_TIMEOUT: 504,
  SOURCE_CHANGED: 502,
  // No route reads a partial, so that one here is a fault of the service.
  BAD_PARTIAL: 500,
};

/** nginx's number for a client that left before its answer: only the log sees it. */
const CLIENT_LEFT = 499;

/** How long a client should wait where too much is being done, in seconds. */
const RETRY_AFTER_S = "1";

/** The members of RFC 9457, and the extensions that tell where the fault is. */
export interface ProblemMembers {
  readonly detail?: string;
  readonly code?: TotalErrorCode;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  readonly offset?: number | undefined;
  readonly expected?: string;
  readonly got?: string;
}

/** An error as RFC 9457 has it. */
export function problem(
  c: AppContext,
  status: number,
  members: ProblemMembers,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return answer(c, { status, type: "application/problem+json", body: problemText(status, members), headers });
}

export function problemText(status: number, members: ProblemMembers): string {
  return JSON.stringify({ type: "about:blank", title: STATUS_CODES[status], status, ...members });
}

/** The answer to a request that could not be served. The log gets the whole fault, the client what concerns it. */
export function problemOfError(c: AppContext, error: unknown): Response {
  if (c.req.raw.signal.aborted) return new Response(null, { status: CLIENT_LEFT });
  if (error instanceof TooManyTotals) {
    return problem(c, 503, { detail: error.message }, { "Retry-After": RETRY_AFTER_S });
  }
  const bindings = c.env as Bindings | undefined;
  if (bindings !== undefined) bindings.fault = error;
  if (error instanceof TotalError) return problem(c, STATUS_OF_CODE[error.code], membersOfError(error));
  return problem(c, 500, { detail: "the service failed; its log says how" });
}

function membersOfError(error: TotalError): ProblemMembers {
  const { code, place } = error;
  const { line, column, offset } = place;
  // What is wrong with the data is the client's to see; where they come from is not.
  const shown = code.startsWith("SOURCE_") ? withoutAddresses : (text: string) => text;
  const expected = shown(error.expected);
  const got = shown(error.got);
  return {
    detail: `${whereText(place)}expected ${expected}, got ${got}`,
    code,
    line,
    column,
    offset,
    expected,
    got,
  };
}

/** `line 1, column 4: `; nothing where nothing is known but the source. */
function whereText({ line, column, offset }: TotalError["place"]): string {
  if (line !== undefined) return `line ${line}${column === undefined ? "" : `, column ${column}`}: `;
  return offset === undefined ? "" : `offset ${offset}: `;
}

function withoutAddresses(text: string): string {
  return text.replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"']*/gi, "an address");
}

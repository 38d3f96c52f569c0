import { STATUS_CODES } from "node:http";
import { TotalError, type Hint, type TotalErrorCode } from "@dlg/total-core";
import { hintsInBrackets, optionValues } from "@dlg/total-core/internal";
import { answer, type AppContext } from "./answer/answer.js";
import { NO_ANSWER } from "./connection/wire-status.js";
import { TooManyTotals } from "./limit.js";
import { PARAMETERS } from "./body/body-types.js";
import type { Bindings } from "./telemetry/bindings.js";

/** The status that a fault in the numbers leads to: numbers that the client has posted, or the ones of the numbers API. */
export const STATUS_OF_CODE: Readonly<
  Record<TotalErrorCode, { readonly POST: number; readonly GET: number }>
> = {
  BAD_NUMBER: { POST: 422, GET: 502 },
  BAD_FORMAT: { POST: 400, GET: 502 },
  EXPONENT_RANGE: { POST: 422, GET: 502 },
  NO_COLUMN: { POST: 422, GET: 502 },
  NOT_FINITE: { POST: 422, GET: 502 },
  UNSUPPORTED: { POST: 415, GET: 502 },
  // A body cannot be out of reach: for POST, these three would be faults of the service.
  SOURCE_UNAVAILABLE: { POST: 500, GET: 502 },
  SOURCE_TIMEOUT: { POST: 500, GET: 504 },
  SOURCE_CHANGED: { POST: 500, GET: 502 },
  // No route reads a partial.
  BAD_PARTIAL: { POST: 500, GET: 500 },
};

/** How long a client should wait where too many totals are under way, in seconds. */
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
  /** The ways out: queries, and programs that make of the body what can be read. */
  readonly hints?: readonly string[] | undefined;
}

/** The service refuses the request as it is. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly members: ProblemMembers;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    members: ProblemMembers & { readonly detail: string },
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(members.detail);
    this.status = status;
    this.members = members;
    this.headers = headers;
  }
}

/** The client no longer waits for the answer. */
export class ClientLeft extends Error {
  override readonly name = "ClientLeft";
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
  if (error instanceof Refusal) return problem(c, error.status, error.members, error.headers);
  if (error instanceof TooManyTotals) {
    return problem(c, 503, { detail: error.message }, { "Retry-After": RETRY_AFTER_S });
  }
  if (error instanceof ClientLeft || c.req.raw.signal.aborted) {
    return new Response(null, { status: NO_ANSWER });
  }
  const bindings = c.env as Bindings | undefined;
  if (bindings !== undefined) bindings.fault = error;
  if (error instanceof TotalError) {
    const { POST, GET } = STATUS_OF_CODE[error.code];
    // How the numbers API is read is not the client's to say.
    if (c.req.method !== "POST") return problem(c, GET, membersOfError(error, []));
    return problem(c, POST, membersOfError(error, error.hints.filter(isForBody)));
  }
  return problem(c, 500, { detail: "the service failed; its log says how" });
}

/** Whether the query has the options that this way out needs. The format of a body is always named. */
function isForBody(hint: Hint): boolean {
  if ("program" in hint) return hint.format !== "any";
  return optionValues(hint).every(({ option }) => Object.hasOwn(PARAMETERS, option));
}

/** `?header=false`, `bzip2 -dc` */
function hintText(hint: Hint): string {
  if ("program" in hint) return hint.program;
  const query = optionValues(hint).flatMap(({ option, value }) =>
    [value].flat().map((one) => `${option}=${encodeURIComponent(one)}`),
  );
  return `?${query.join("&")}`;
}

function membersOfError(error: TotalError, hints: readonly Hint[]): ProblemMembers {
  const { code, place } = error;
  const { line, column, offset } = place;
  // The client may see what is wrong with the data, not where they come from.
  const shown = code.startsWith("SOURCE_") ? withoutAddresses : (text: string) => text;
  const expected = shown(error.expected);
  const got = shown(error.got);
  const perhaps = hintsInBrackets(hints, hintText);
  return {
    detail: `${whereText(place)}expected ${expected}, got ${got}${perhaps === "" ? "" : ` ${perhaps}`}`,
    code,
    line,
    column,
    offset,
    expected,
    got,
    hints: hints.length === 0 ? undefined : hints.map(hintText),
  };
}

/** `line 1, column 4: `; empty where only the source is known. */
function whereText({ line, column, offset }: TotalError["place"]): string {
  if (line !== undefined) return `line ${line}${column === undefined ? "" : `, column ${column}`}: `;
  return offset === undefined ? "" : `offset ${offset}: `;
}

function withoutAddresses(text: string): string {
  return text.replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s"']*/gi, "an address");
}

import { randomBytes } from "node:crypto";
import { TotalError, type Place } from "@dlg/total-core";
import type { Bindings } from "./answer.js";
import type { Clock } from "./clock.js";
import { withoutSecrets, type Log } from "./log.js";

export type Fetch = (request: Request, bindings: Bindings) => Response | Promise<Response>;

/** What is taken over from a proxy that names requests. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;

const MAX_PATH_SHOWN = 256;

/** Kubernetes and its like ask every few seconds. */
const PROBES: ReadonlySet<string> = new Set(["/livez", "/readyz"]);

/**
 * Gives each request a name, and writes a line when its answer begins: no query, no header and no body is in it.
 *
 * It stands around the app, not in it, because a middleware makes Hono compose its handlers anew for each request.
 */
export function logRequests(
  fetch: Fetch,
  { log, clock }: { readonly log: Log; readonly clock: Clock },
): Fetch {
  const prefix = randomBytes(4).toString("hex");
  let count = 0;

  const write = (request: Request, bindings: Bindings, begun: number, status: number): void => {
    const path = pathOf(request.url);
    const fields = {
      requestId: bindings.requestId,
      method: request.method,
      path,
      status,
      ms: Math.round((clock.now() - begun) * 10) / 10,
      ...(bindings.fault === undefined ? undefined : faultFields(bindings.fault)),
    };
    if (PROBES.has(path)) log.debug(fields, "request");
    else if (status === 500) log.error(fields, "request");
    else if (status > 500) log.warn(fields, "request");
    else log.info(fields, "request");
  };

  return (request, bindings) => {
    const begun = clock.now();
    count += 1;
    const given = bindings.incoming?.headers["x-request-id"];
    bindings.requestId =
      typeof given === "string" && REQUEST_ID.test(given) ? given : `${prefix}-${count.toString(36)}`;
    const answer = fetch(request, bindings);
    if (!(answer instanceof Promise)) {
      write(request, bindings, begun, answer.status);
      return answer;
    }
    return answer.then((response) => {
      write(request, bindings, begun, response.status);
      return response;
    });
  };
}

/** The request's address is absolute here, whatever the client sent. */
function pathOf(url: string): string {
  const start = url.indexOf("/", url.indexOf("//") + 2);
  const end = url.indexOf("?", start);
  return url.slice(start, end === -1 ? undefined : end).slice(0, MAX_PATH_SHOWN);
}

/** What is wrong with the data is told by code and place alone: their words would show what was sent. */
function faultFields(fault: unknown): object {
  if (!(fault instanceof TotalError)) {
    return { error: withoutSecrets(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)) };
  }
  const { code, place, message, cause } = fault;
  if (!code.startsWith("SOURCE_") && code !== "UNSUPPORTED") return { code, ...withoutName(place) };
  return {
    code,
    error: withoutSecrets(message),
    ...(cause instanceof Error ? { cause: withoutSecrets(causesText(cause)) } : undefined),
  };
}

function withoutName({ source: _name, ...place }: Place): Place {
  return place;
}

function causesText(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${causesText(error.cause)}` : error.message;
}

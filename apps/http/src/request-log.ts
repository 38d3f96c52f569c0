import { TotalError, type Place } from "@dlg/total-core";
import { withoutSecrets, type Log } from "./log.js";
import type { RequestObserver } from "./telemetry/seen-requests.js";

const MAX_PATH_SHOWN = 256;

/** Kubernetes and its like ask every few seconds. */
const PROBES: ReadonlySet<string> = new Set(["/livez", "/readyz"]);

/** Writes a line for each request when it is over: no query, no header and no body is in it. */
export function requestLog(log: Log): RequestObserver {
  return {
    ended({ requestId, incoming, status, fault }, ms) {
      const path = pathOf(incoming.url ?? "");
      const fields = {
        requestId,
        method: incoming.method,
        path,
        status,
        ms: Math.round(ms * 10) / 10,
        ...(fault === undefined ? undefined : faultFields(fault)),
      };
      if (PROBES.has(path)) log.debug(fields, "request");
      else if (status === 500) log.error(fields, "request");
      else if (status > 500) log.warn(fields, "request");
      else log.info(fields, "request");
    },
  };
}

/** Of what the client sent: mostly a path, but an absolute address is allowed too (RFC 9112 section 3.2.2). */
function pathOf(target: string): string {
  const start = target.startsWith("/") ? 0 : Math.max(0, target.indexOf("/", target.indexOf("//") + 2));
  const end = target.search(/[?#]/);
  return target.slice(start, end === -1 ? undefined : end).slice(0, MAX_PATH_SHOWN);
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

import { TotalError, type Place } from "@dlg/total-core";
import type { Log } from "./log.js";
import { pathOf } from "./request-path.js";
import type { RequestObserver } from "./seen-requests.js";
import { withoutSecrets } from "./without-secrets.js";

/** Orchestrators ask for these every few seconds. */
const PROBES: ReadonlySet<string> = new Set(["/livez", "/readyz"]);

/** Logs each request when it is over, without its query, headers and body. */
export function requestLog(log: Log): RequestObserver {
  return {
    ended({ requestId, trace, incoming, status, fault }, ms) {
      const path = pathOf(incoming.url ?? "");
      const fields = {
        requestId,
        ...(trace !== undefined && { trace_id: trace.traceId, span_id: trace.spanId }),
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

/** A fault in the data is logged by its code and place alone, because its message would show the data. */
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

import { TotalError, type Place } from "@dlg/total-core";
import type { ClientAddress } from "../connection/client-address.js";
import type { Log } from "./log.js";
import { pathOf } from "./request-path.js";
import type { RequestObserver } from "./seen-requests.js";
import { withoutSecrets } from "./without-secrets.js";

/** Orchestrators ask for these every few seconds. */
const PROBES: ReadonlySet<string> = new Set(["/livez", "/readyz"]);

/** Logs each request when it is over, without its query, body and headers, but for the address that a trusted proxy names. */
export function requestLog(log: Log, clientOf: ClientAddress): RequestObserver {
  return {
    ended({ requestId, trace, incoming, status, fault }, ms) {
      const path = pathOf(incoming.url ?? "");
      const fields = {
        requestId,
        ...(trace !== undefined && { trace_id: trace.traceId, span_id: trace.spanId }),
        client: clientOf(incoming),
        method: incoming.method,
        path,
        status,
        ms: shownMs(ms),
        ...(fault === undefined ? undefined : faultFields(fault, incoming.method === "POST")),
      };
      if (PROBES.has(path)) log.debug(fields, "request");
      else if (status === 500) log.error(fields, "request");
      else if (status > 500) log.warn(fields, "request");
      else log.info(fields, "request");
    },
    refused({ requestId, socket, incoming, status, code, ms }) {
      const client = clientOf(incoming ?? { socket, headers: {} });
      log.info({ requestId, client, method: incoming?.method, status, code, ms: shownMs(ms) }, "request");
    },
  };
}

/** To a tenth. */
function shownMs(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/**
 * A posted body that is bad is logged by the code and the place of its fault alone, because the message would show the data. For the numbers API,
 * which is the operator's, the line also says what was expected and, in at most 60 characters, what came.
 */
function faultFields(fault: unknown, isPosted: boolean): object {
  if (!(fault instanceof TotalError)) {
    return { error: withoutSecrets(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)) };
  }
  const { code, place, expected, got, message, cause } = fault;
  const where = { code, ...withoutName(place) };
  const isOfData = !code.startsWith("SOURCE_") && code !== "UNSUPPORTED";
  if (isPosted && isOfData) return where;
  return {
    ...where,
    expected: shownText(expected),
    got: shownText(got),
    ...(isOfData ? undefined : { error: withoutSecrets(message) }),
    ...(cause instanceof Error ? { cause: withoutSecrets(causesText(cause)) } : undefined),
  };
}

/** In characters. `got` quotes at most 60 of the data, and `expected` may name fields of the configuration. */
const MAX_SHOWN = 256;

function shownText(text: string): string {
  return withoutSecrets(text).slice(0, MAX_SHOWN);
}

function withoutName({ source: _name, ...place }: Place): Place {
  return place;
}

function causesText(error: Error): string {
  return error.cause instanceof Error ? `${error.message}: ${causesText(error.cause)}` : error.message;
}

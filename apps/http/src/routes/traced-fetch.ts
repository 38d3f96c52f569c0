import type { HttpNumbersApi, NumbersApi } from "@dlg/total-core";
import { ClientLeft } from "../problem.js";
import type { RequestTrace } from "../telemetry/request-trace.js";

/**
 * Fetches numbers, and traces the fetch for the requests that wait for them. A span has one parent: the first request. Each other request
 * that still waits at the end gets a link to the span.
 */
export async function tracedFetch<T>(
  api: HttpNumbersApi | NumbersApi,
  waiting: () => readonly (RequestTrace | undefined)[],
  fetch: (numbers: NumbersApi) => Promise<T>,
): Promise<T> {
  const [first] = waiting();
  const trace = first?.beginFetch();
  if (trace === undefined) return fetch(api);
  const reading = { headers: trace.headers, onRetry: (tries: number) => trace.retried(tries) };
  try {
    const outcome = await fetch({ numbers: (options) => api.numbers({ ...options, ...reading }) });
    trace.ended();
    return outcome;
  } catch (error) {
    trace.ended(waiting().length === 0 ? new ClientLeft() : error);
    throw error;
  } finally {
    for (const other of waiting()) if (other !== first) other?.joined(trace);
  }
}

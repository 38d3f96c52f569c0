import type { HttpNumbersApi, NumbersApi } from "@dlg/total-core";
import { ClientLeft } from "../problem.js";
import type { RequestTrace } from "../telemetry/request-trace.js";

/**
 * Fetches numbers for those who wait for them. In their traces the fetch is the first one's: a span has one parent. The others, those who
 * still wait at its end, have a link to it.
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

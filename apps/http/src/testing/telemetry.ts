/** For tests of telemetry: seen requests, and a reader of Prometheus's text format. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestTrace } from "../telemetry/request-trace.js";
import { SeenRequest } from "../telemetry/seen-requests.js";

/** A request as observers see it at its end. */
export function seenRequest({
  method = "GET",
  url = "/total",
  status = 200,
  route,
  fault,
  trace,
}: {
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly route?: string;
  readonly fault?: unknown;
  readonly trace?: RequestTrace;
} = {}): SeenRequest {
  const incoming = { method, url, headers: {} } as IncomingMessage;
  const outgoing = { headersSent: status !== 499, statusCode: status } as ServerResponse;
  const seen = new SeenRequest(incoming, outgoing, "r-1", 0);
  return Object.assign(seen, { route, fault, trace });
}

interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export function samplesOf(text: string): Sample[] {
  return text.split("\n").flatMap((line) => {
    if (line === "" || line.startsWith("#")) return [];
    const [, name, labels = "", value] = /^([a-z0-9_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`expected a sample, got ${line}`);
    const pairs = [...labels.matchAll(/(\w+)="([^"]*)"/g)].map(([, label, given]) => [label, given]);
    return [{ name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) }];
  });
}

/** The sum of all samples of this name that have these labels; `undefined` where there is none. */
export function valueOf(
  text: string,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const found = samplesOf(text).filter(
    (sample) =>
      sample.name === name &&
      Object.entries(labels).every(([label, value]) => sample.labels[label] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}

import { answer } from "../answer/answer.js";
import type { Metrics } from "../telemetry/metrics.js";
import { resource, type Routes } from "./resource.js";

/** GET /metrics, for Prometheus. */
export function metricsRoutes(routes: Routes, { metrics }: { readonly metrics: Metrics }): void {
  resource(routes, "/metrics", {
    GET: async (c) => answer(c, { type: metrics.contentType, body: await metrics.text() }),
  });
}

import { answer } from "../answer/answer.js";
import type { Metrics } from "../telemetry/metrics.js";
import { resource, type App } from "./resource.js";

/** GET /metrics, for Prometheus. */
export function metricsRoutes(app: App, { metrics }: { readonly metrics: Metrics }): void {
  resource(app, "/metrics", {
    GET: async (c) => answer(c, { type: metrics.contentType, body: await metrics.text() }),
  });
}

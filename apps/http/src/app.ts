import { Hono } from "hono";
import type { Config } from "./config.js";
import { problem, problemOfError } from "./problem.js";
import { bearerGuard } from "./routes/bearer.js";
import { descriptionRoutes, type DescriptionDependencies } from "./routes/description.js";
import { metricsRoutes } from "./routes/metrics.js";
import { numbersRoutes, type NumbersDependencies } from "./routes/numbers.js";
import { probeRoutes } from "./routes/probes.js";
import type { App } from "./routes/resource.js";
import { totalRoutes, type TotalDependencies } from "./routes/total.js";
import { webRoutes, type WebDependencies } from "./routes/web.js";
import type { Bindings } from "./telemetry/bindings.js";
import type { Metrics } from "./telemetry/metrics.js";

export interface Dependencies
  extends
    TotalDependencies,
    NumbersDependencies,
    DescriptionDependencies,
    WebDependencies,
    Pick<Config, "tokens"> {
  readonly metrics: Metrics;
  /** True once the service has been told to end. */
  readonly isDraining: () => boolean;
}

/** The service without its socket. */
export function createApp(dependencies: Dependencies): App {
  const app = new Hono<{ Bindings: Bindings }>();
  const guard = bearerGuard(dependencies.tokens);
  totalRoutes(app, dependencies, guard);
  numbersRoutes(app, dependencies, guard);
  probeRoutes(app, dependencies);
  metricsRoutes(app, dependencies);
  descriptionRoutes(app, dependencies);
  webRoutes(app, dependencies);
  app.notFound((c) => problem(c, 404, { detail: "there is nothing at this path" }));
  app.onError((error, c) => problemOfError(c, error));
  return app;
}

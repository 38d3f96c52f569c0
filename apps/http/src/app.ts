import { Hono } from "hono";
import type { Config } from "./config.js";
import { allPlaces } from "./limit.js";
import { problem, problemOfError } from "./problem.js";
import { bearerGuard } from "./routes/bearer.js";
import { descriptionRoutes, type DescriptionDependencies } from "./routes/description.js";
import { metricsRoutes } from "./routes/metrics.js";
import { numbersRoutes, type NumbersDependencies } from "./routes/numbers.js";
import { probeRoutes } from "./routes/probes.js";
import type { App, Routes } from "./routes/resource.js";
import { totalRoutes, type TotalDependencies } from "./routes/total.js";
import { webRoutes, type WebDependencies } from "./routes/web.js";
import type { Bindings } from "./telemetry/bindings.js";
import type { Metrics } from "./telemetry/metrics.js";

export interface Dependencies
  extends
    Omit<TotalDependencies, "places">,
    NumbersDependencies,
    DescriptionDependencies,
    WebDependencies,
    Pick<Config, "tokens" | "maxConcurrentTotals"> {
  readonly metrics: Metrics;
  /** True once the service has been told to end. */
  readonly isDraining: () => boolean;
}

/** The service without its sockets. */
export interface Apps {
  /** All routes. Operators' tools and probes come here, and the page of the description tries the others. */
  readonly all: App;
  /** The routes for clients alone. They share their bounds and fetches with those of {@link all}. */
  readonly clients: App;
}

export function createApps(dependencies: Dependencies): Apps {
  const apps = { all: emptyApp(), clients: emptyApp() };
  const everywhere: Routes = {
    all(path, handler) {
      apps.all.all(path, handler);
      apps.clients.all(path, handler);
    },
  };
  const guard = bearerGuard(dependencies.tokens);
  const places = allPlaces(dependencies.maxConcurrentTotals, dependencies.clock.now);
  totalRoutes(everywhere, { ...dependencies, places }, guard);
  numbersRoutes(everywhere, dependencies, guard);
  webRoutes(everywhere, dependencies);
  probeRoutes(apps.all, { ...dependencies, places });
  metricsRoutes(apps.all, dependencies);
  descriptionRoutes(apps.all, dependencies);
  return apps;
}

function emptyApp(): App {
  const app = new Hono<{ Bindings: Bindings }>();
  app.notFound((c) => problem(c, 404, { detail: "there is nothing at this path" }));
  app.onError((error, c) => problemOfError(c, error));
  return app;
}

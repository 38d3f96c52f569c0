import type { Hono } from "hono";
import { withOwnHeaders, type AppContext } from "../answer/answer.js";
import { bareHeaders } from "../answer/common-headers.js";
import { problem } from "../problem.js";
import type { Bindings } from "../telemetry/bindings.js";
import type { Guard } from "./bearer.js";

export type App = Hono<{ Bindings: Bindings }>;
/** Takes routes: an app, or several. */
export interface Routes {
  all(path: string, handler: Handler): unknown;
}
export type Handler = (c: AppContext) => Response | Promise<Response>;

/** Notes the route for the log and the metrics. */
function noteRoute(c: AppContext, route: string): void {
  // `app.request()` in a test has no bindings.
  const bindings = c.env as Bindings | undefined;
  if (bindings !== undefined) bindings.route = route;
}

/**
 * Routes a path by method: HEAD like GET, OPTIONS answered with `Allow`, any other method refused.
 *
 * A path has one Hono handler, because Hono composes several matching handlers anew for each request.
 */
export function resource(
  routes: Routes,
  path: string,
  handlers: { readonly GET: Handler; readonly POST?: Handler },
  guard: Guard = () => undefined,
): void {
  const handlerOf = new Map<string, Handler>([
    ["GET", handlers.GET],
    ["HEAD", handlers.GET],
  ]);
  if (handlers.POST !== undefined) handlerOf.set("POST", handlers.POST);
  const allow = [...handlerOf.keys(), "OPTIONS"].join(", ");
  routes.all(path, (c) => {
    noteRoute(c, path);
    const refusal = guard(c);
    if (refusal !== undefined) return refusal;
    const handler = handlerOf.get(c.req.method);
    if (handler !== undefined) return handler(c);
    if (c.req.method === "OPTIONS") {
      return new Response(null, { status: 204, headers: withOwnHeaders(c, bareHeaders(), { Allow: allow }) });
    }
    return problem(c, 405, { detail: `expected one of ${allow}, got ${c.req.method}` }, { Allow: allow });
  });
}

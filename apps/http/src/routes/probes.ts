import { answer, type AppContext } from "../answer/answer.js";
import { problem } from "../problem.js";
import { resource, type Routes } from "./resource.js";

/** GET /livez and GET /readyz. */
export function probeRoutes(routes: Routes, { isDraining }: { readonly isDraining: () => boolean }): void {
  resource(routes, "/livez", { GET: ok });
  resource(routes, "/readyz", {
    GET: (c) => (isDraining() ? problem(c, 503, { detail: "the service is about to end" }) : ok(c)),
  });
}

function ok(c: AppContext): Response {
  return answer(c, { type: "application/json", body: '{"status":"ok"}' });
}

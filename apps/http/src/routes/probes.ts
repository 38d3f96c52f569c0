import { answer, type AppContext } from "../answer/answer.js";
import type { AllPlaces } from "../limit.js";
import { problem } from "../problem.js";
import { resource, type Routes } from "./resource.js";

export interface ProbeDependencies {
  readonly isDraining: () => boolean;
  readonly places: AllPlaces;
}

/** The service is not ready where no place for a total has become free for this time, in milliseconds. */
const FULL_MS = 10_000;

/** GET /livez and GET /readyz. */
export function probeRoutes(routes: Routes, dependencies: ProbeDependencies): void {
  resource(routes, "/livez", { GET: ok });
  resource(routes, "/readyz", {
    GET(c) {
      const reason = whyNotReady(dependencies);
      return reason === undefined ? ok(c) : problem(c, 503, { detail: reason });
    },
  });
}

function whyNotReady({ isDraining, places }: ProbeDependencies): string | undefined {
  if (isDraining()) return "the service is about to end";
  if (places.bodies.fullForMs() >= FULL_MS) return full("bodies");
  // Requests join a fetch that goes on, however long: only abandoned ones keep requests out.
  if (places.abandonedFetches.fullForMs() >= FULL_MS) return full("fetches");
  return undefined;
}

function full(kind: string): string {
  return `all places for totals of ${kind} have been taken for ${FULL_MS / 1000} s or longer`;
}

function ok(c: AppContext): Response {
  return answer(c, { type: "application/json", body: '{"status":"ok"}' });
}

import type { HttpNumbersApi, NumbersApi } from "@dlg/total-core";
import { checkNoQuery } from "../body/query.js";
import type { AllPlaces } from "../limit.js";
import { problemOfError } from "../problem.js";
import type { Bindings } from "../telemetry/bindings.js";
import type { RequestTrace } from "../telemetry/request-trace.js";
import { timedTotals } from "../telemetry/timed-totals.js";
import { watchNumbers, type WatchedNumbers } from "../watched-numbers.js";
import type { Guard } from "./bearer.js";
import { postTotal, type PostTotalDependencies } from "./post-total.js";
import { resource, type Routes, type Handler } from "./resource.js";
import { shareFetch } from "./shared-fetch.js";
import { shownTotal, totalAnswer, totalType, VARY, type ShownTotals } from "./total-answer.js";
import { tracedFetch } from "./traced-fetch.js";

export interface TotalDependencies extends PostTotalDependencies {
  readonly numbers: HttpNumbersApi | NumbersApi;
  readonly places: AllPlaces;
}

interface FetchedTotal {
  readonly shown: ShownTotals;
  readonly headers: Readonly<Record<string, string>>;
}

/** GET /total: the exact total of the numbers API; POST /total: the exact total of the body. */
export function totalRoutes(routes: Routes, dependencies: TotalDependencies, guard: Guard): void {
  const { bodies } = dependencies.places;
  resource(routes, "/total", { GET: getTotal(dependencies), POST: postTotal(dependencies, bodies) }, guard);
}

function getTotal(dependencies: TotalDependencies): Handler {
  const { fetches, abandonedFetches } = dependencies.places;
  const fetchShared = shareFetch<FetchedTotal, RequestTrace | undefined>(async (signal, waiting) => {
    const giveBack = fetches.take();
    return tracedFetch(dependencies.numbers, waiting, async (numbers) => {
      const source = watchNumbers(numbers, dependencies.clock.now);
      try {
        return await fetchTotal(source, dependencies, signal);
      } finally {
        const atRest = source.atRest();
        void atRest.then(abandonedFetches.take());
        void atRest.then(giveBack);
      }
    });
  });
  return async (c) => {
    try {
      const type = totalType(c);
      if (c.req.url.includes("?")) checkNoQuery(new URL(c.req.url).searchParams);
      const { shown, headers } = await fetchShared(c.req.raw, (c.env as Bindings | undefined)?.trace);
      return totalAnswer(c, type, shown, headers);
    } catch (error) {
      return problemOfError(c, error);
    }
  };
}

async function fetchTotal(
  numbers: WatchedNumbers,
  { clock, metrics }: TotalDependencies,
  signal: AbortSignal,
): Promise<FetchedTotal> {
  const timing = { clock, metrics: metrics.totals, source: "numbers_api" } as const;
  const { columns, fetchMs, sumMs } = await timedTotals(numbers, { signal }, timing);
  return {
    // The numbers API is asked for one column or field at most.
    shown: shownTotal(columns[0]!.total),
    headers: { ...VARY, "Server-Timing": `fetch;dur=${fetchMs.toFixed(1)}, sum;dur=${sumMs.toFixed(1)}` },
  };
}

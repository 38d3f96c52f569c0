import { Total, TotalError, totalOf, type NumbersApi } from "@dlg/total-core";
import { acceptedType, OFFERED_TYPES } from "../accept.js";
import { answer } from "../answer.js";
import type { Guard } from "../bearer.js";
import type { Clock } from "../clock.js";
import { limitTotals } from "../limit.js";
import { problem, problemOfError } from "../problem.js";
import { resource, type App } from "../resource.js";
import { shareFetch } from "../shared-fetch.js";
import { watchNumbers, type WatchedNumbers } from "../watched-numbers.js";

export interface TotalDependencies {
  readonly numbers: NumbersApi;
  readonly clock: Clock;
  /** How many fetches may be under way. One that is shared counts once, a cancelled one until its source lets go. */
  readonly maxConcurrentTotals: number;
}

interface FetchedTotal {
  /** As the total prints: digits, or the name of what is not finite. */
  readonly digits: string;
  /** Absent where the total is not finite, which JSON cannot say. */
  readonly json: string | undefined;
  readonly serverTiming: string;
}

const VARY = { Vary: "Accept" };

/** GET /total: the exact total of the numbers API. */
export function totalRoutes(
  app: App,
  { numbers, clock, maxConcurrentTotals }: TotalDependencies,
  guard: Guard,
): void {
  const takePlace = limitTotals(maxConcurrentTotals);
  const fetchShared = shareFetch(async (signal) => {
    const giveBack = takePlace();
    const source = watchNumbers(numbers, clock.now);
    try {
      return await fetchTotal(source, clock, signal);
    } finally {
      void source.atRest().then(giveBack);
    }
  });
  resource(
    app,
    "/total",
    {
      async GET(c) {
        const type = acceptedType(c.req.header("accept"));
        if (type === undefined) {
          return problem(
            c,
            406,
            { detail: `expected one of ${OFFERED_TYPES.join(", ")} to be accepted` },
            VARY,
          );
        }
        try {
          const { digits, json, serverTiming } = await fetchShared(c.req.raw);
          const headers = { ...VARY, "Server-Timing": serverTiming };
          if (type === "text/plain") {
            return answer(c, { type: "text/plain; charset=utf-8", body: `${digits}\n`, headers });
          }
          if (json === undefined) {
            throw new TotalError("NOT_FINITE", { expected: "a finite total", got: digits });
          }
          return answer(c, { type, body: json, headers });
        } catch (error) {
          return problemOfError(c, error);
        }
      },
    },
    guard,
  );
}

async function fetchTotal(source: WatchedNumbers, clock: Clock, signal: AbortSignal): Promise<FetchedTotal> {
  const begun = clock.now();
  const total = await totalOf(source.api, { signal });
  const fetchMs = source.waitedMs();
  const sumMs = clock.now() - begun - fetchMs;
  const digits = total.toString();
  return {
    digits,
    json: jsonOfDigits(digits),
    serverTiming: `fetch;dur=${fetchMs.toFixed(1)}, sum;dur=${sumMs.toFixed(1)}`,
  };
}

/** The digits are the JSON number, to the last; where a reader's binary64 would lose some, they are there as a string too. */
function jsonOfDigits(digits: string): string | undefined {
  const nearest = Number(digits);
  const printed = new Total().add(nearest).toString();
  if (printed === digits) return Number.isFinite(nearest) ? `{"total":${digits}}` : undefined;
  return `{"total":${digits},"exact":"${digits}"}`;
}

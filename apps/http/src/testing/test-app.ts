/** Stand-ins for an app's dependencies. */
import type { Batch, NumbersApi } from "@dlg/total-core";
import type { Tokens } from "@dlg/total-core/internal";
import { createApps, type Dependencies } from "../app.js";
import { docsPage } from "../description/docs-page.js";
import type { App } from "../routes/resource.js";
import type { Clock } from "../telemetry/clock.js";
import { createMetrics } from "../telemetry/metrics.js";
import { checkIsDescribed } from "./is-described.js";
import { OPENAPI_TEXT } from "./openapi.js";

/** A numbers API that delivers these batches, and fails with the error if one is given. */
export function numbersOf(batches: readonly Batch[], error?: Error): NumbersApi {
  return {
    async *numbers() {
      yield* batches;
      if (error !== undefined) throw error;
    },
  };
}

/** Tokens as of a variable. */
export function tokensOf(...tokens: readonly string[]): Tokens {
  return { variable: "DLG_TOKEN", current: tokens };
}

export interface TestClock extends Clock {
  /** The durations of all sleeps, in milliseconds. */
  readonly slept: number[];
  passMs(ms: number): void;
}

/** Time passes when the test says so, and nobody waits. */
export function testClock(): TestClock {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    passMs(ms) {
      now += ms;
    },
    async sleep(ms, signal) {
      signal.throwIfAborted();
      slept.push(ms);
    },
  };
}

/** An app that throws where an answer is not described. */
export function testApp(dependencies: Partial<Dependencies> = {}): App {
  const { all: app } = createApps({
    numbers: numbersOf([[1, 2, 3]]),
    simulated: { count: 3, delayMs: 0 },
    clock: testClock(),
    metrics: createMetrics(),
    openApi: async () => OPENAPI_TEXT,
    docsPage: async () => docsPage({ script: "", style: "" }),
    webPage: async () => ({ html: 'http-equiv="Content-Security-Policy" content="x"', assets: new Map() }),
    isDraining: () => false,
    tokens: undefined,
    maxConcurrentTotals: 64,
    maxBodyBytes: 0,
    maxGzipRatio: 200,
    bodyTimeoutMs: 30_000,
    bodyDeadlineMs: 3_600_000,
    ...dependencies,
  });
  const { request } = app;
  app.request = async (...given) => {
    const answer = await request(...given);
    const [input, { method = "GET" } = {}] = given;
    const asked =
      input instanceof Request ? input : new Request(new URL(input, "http://localhost"), { method });
    checkIsDescribed(asked.method, new URL(asked.url).pathname, answer.status);
    return answer;
  };
  return app;
}

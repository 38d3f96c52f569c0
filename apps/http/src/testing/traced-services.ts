/** Services with traces, with their numbers API and their collector. */
import type { IncomingHttpHeaders } from "node:http";
import { afterAll, beforeAll, expect, onTestFinished } from "vitest";
import { startUpstream, type Upstream } from "./broken-upstream.js";
import { startCollector, type Collector } from "./collector.js";
import { ask, endServices, startService, type Answer, type HowToStart, type Service } from "./service.js";

export const TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
export const SPAN = "00f067aa0ba902b7";
export const TRACEPARENT: string = `00-${TRACE}-${SPAN}-01`;

type Texts = Readonly<Record<string, string>>;

export interface TracedServices {
  /** The numbers API of all services. */
  readonly upstream: Upstream;
  /** Starts a service with the upstream's numbers and without a drain delay. */
  start(env: Texts, how?: HowToStart): Promise<Service>;
  /** Asks for the total, and answers for the numbers API. @returns the numbers API's request too */
  askTotal(service: Service, headers?: Texts): Promise<Answer & { readonly told: IncomingHttpHeaders }>;
}

/** Begins and ends with a file of tests. */
export function tracedServices(): TracedServices {
  let upstream: Upstream;
  beforeAll(async () => {
    upstream = await startUpstream();
  });
  afterAll(async () => {
    await endServices();
    await upstream.close();
  });
  return {
    get upstream() {
      return upstream;
    },
    start: (env, how) =>
      startService({ NUMBERS_API_URL: `${upstream.url}/faulty`, DRAIN_DELAY_MS: "0", ...env }, how),
    async askTotal({ url }, headers = {}) {
      const came = upstream.next("/faulty");
      upstream.fault = "/silent";
      const asked = ask(`${url}/total`, { headers });
      const { answer, headers: told } = await came;
      answer.writeHead(200, { "content-type": "application/json" }).end("[40,2]");
      return { ...(await asked), told };
    },
  };
}

/** A collector for one test. */
export async function collector(answer?: Parameters<typeof startCollector>[0]): Promise<Collector> {
  const started = await startCollector(answer);
  onTestFinished(() => started.close());
  return started;
}

/**
 * Ends a service, which sends its remaining spans.
 *
 * @param received the received spans. A service that ends waits for at most two seconds for the collector, so this much has to be there first
 */
export async function endOf(
  { signal, ended }: Service,
  received: readonly unknown[] = [],
  least = 0,
): Promise<void> {
  await expect.poll(() => received.length).toBeGreaterThanOrEqual(least);
  signal("SIGTERM");
  expect((await ended).code).toBe(0);
}

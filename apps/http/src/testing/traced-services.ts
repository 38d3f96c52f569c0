/** Services whose traces a test looks at, and what they ask and are asked. */
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
  /** The numbers API of all of them. */
  readonly upstream: Upstream;
  /** Starts one with numbers of the upstream, which ends as soon as it is told to. */
  start(env: Texts, how?: HowToStart): Promise<Service>;
  /** Asks for the total, and answers for the numbers API. @returns what the numbers API was told, too */
  askTotal(service: Service, headers?: Texts): Promise<Answer & { readonly told: IncomingHttpHeaders }>;
}

/** For one file of tests: begins and ends with it. */
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
 * Ends a service, by which time it has sent all.
 *
 * @param received what it sends, of which so much has to be there first: a service that ends waits for two seconds, not longer, until it is taken
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

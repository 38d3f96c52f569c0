/** Gets the answers that the service's documents show. */
import type { Upstream } from "./broken-upstream.js";
import type { HowToGet } from "./openapi.js";
import { ask, exchange, startService, type Service } from "./service.js";
import { valueOf } from "./telemetry.js";
import { postHead, TEXT_TYPE, wire } from "./wire.js";

export interface Asked extends HowToGet {
  readonly method: string;
  readonly path: string;
}

export interface Shown {
  readonly status: number;
  readonly headers: Pick<ReadonlyMap<string, string>, "get" | "keys">;
  readonly text: string;
}

/** The address of the numbers API in the documents. */
const DOCUMENTED_UPSTREAM = "http://numbers.test";

/**
 * @param askService sends the request to the service
 * @returns gets an answer; one service is started for each environment
 */
export function exampleGetter(
  upstream: Upstream,
  askService: (service: Service, asked: Asked) => Promise<Shown> = askDirectly,
): (asked: Asked) => Promise<Shown> {
  const services = new Map<string, Promise<Service>>();

  function serviceFor({ environment = {}, meanwhile }: Asked): Promise<Service> {
    const key = JSON.stringify([environment, meanwhile]);
    const known = services.get(key);
    if (known !== undefined) return known;
    const env = Object.entries({ ...environment, DRAIN_DELAY_MS: "600000" }).map(([name, value]) => [
      name,
      value.replace(DOCUMENTED_UPSTREAM, upstream.url),
    ]);
    const started = startService(Object.fromEntries(env) as Record<string, string>);
    services.set(key, started);
    return started;
  }

  return async (asked) => {
    const service = await serviceFor(asked);
    const end = await begin(asked.meanwhile, service);
    try {
      return await askService(service, asked);
    } finally {
      end();
    }
  };
}

async function askDirectly({ port }: Service, asked: Asked): Promise<Shown> {
  return parsedAnswer(await exchange(port, asked.wire ?? requestText(asked)));
}

export function requestText({ method, path, query = "", headers = {}, body }: Asked): string {
  const all = {
    Host: "dlg.test",
    Connection: "close",
    ...headers,
    ...(body !== undefined && { "Content-Length": String(Buffer.byteLength(body)) }),
  };
  const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path}${query} HTTP/1.1\r\n${head.join("")}\r\n${body ?? ""}`;
}

async function begin(meanwhile: HowToGet["meanwhile"], service: Service): Promise<() => void> {
  if (meanwhile === "SIGTERM") {
    service.signal("SIGTERM");
    await service.logged("draining");
  } else if (meanwhile === "a body is posted") {
    const { send, leave } = wire(service.port);
    await send(`${postHead(TEXT_TYPE, "Content-Length: 9")}1`);
    const inFlight = async () =>
      valueOf((await ask(`${service.url}/metrics`)).text, "dlg_totals_in_flight", { source: "body" });
    while ((await inFlight()) === 0);
    return leave;
  }
  return () => {};
}

export function parsedAnswer(received: string): Shown {
  const [head = "", ...rest] = received.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: new Map(headers),
    text: rest.join("\r\n\r\n"),
  };
}

import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { equip } from "@dlg/total-core";
import { ConfigError, numbersFromEnv, type ConfiguredNumbers } from "@dlg/total-core/internal";
import { createApps } from "./app.js";
import { configFromEnv, simulatedFromEnv, type Config, type Listening } from "./config.js";
import { clientAddress } from "./connection/client-address.js";
import { boundByFiles, countDrops } from "./connection/dropped-connections.js";
import { createGate, type Gate } from "./connection/gate.js";
import { closeListener } from "./connection/listener.js";
import { boundConnections, connectionsAllowed } from "./connection/many-connections.js";
import { cutSlowReaders } from "./connection/slow-readers.js";
import { readDocsPage, readOpenApi } from "./description/files.js";
import { listen, PortUnavailable, urlOf } from "./listen.js";
import type { App } from "./routes/resource.js";
import { createHttpServer } from "./server.js";
import { createShutdown, type Lifecycle } from "./shutdown.js";
import { systemClock } from "./telemetry/clock.js";
import { forwardedTrace } from "./telemetry/forwarded-trace.js";
import { createLog, type FlushableLog, type Log } from "./telemetry/log.js";
import { createMetrics, type Metrics } from "./telemetry/metrics.js";
import type { OtlpTraces, OtlpTracesOptions } from "./telemetry/otlp-traces.js";
import { requestLog } from "./telemetry/request-log.js";
import { fetchSeen, seeRequests, traceRequests } from "./telemetry/seen-requests.js";
import { tracesWanted } from "./telemetry/traces-wanted.js";
import { withoutSecrets } from "./telemetry/without-secrets.js";
import { withoutTokens } from "./telemetry/without-tokens.js";
import { followTokenFiles } from "./token-files.js";
import { readWebPage } from "./web/files.js";

const EXIT_CANNOT_LISTEN = 1;
const EXIT_BAD_ENVIRONMENT = 2;

/** How long the end waits for the last traces to be sent and the log to be read, in milliseconds. */
const MAX_FLUSH_MS = 2000;

function fail(code: number, message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = code;
}

/** Loads OpenTelemetry's SDK from a file of its own, so that a start without traces does not pay for it. */
async function startTraces(options: OtlpTracesOptions): Promise<OtlpTraces> {
  const { createOtlpTraces } = await import("./telemetry/otlp-traces.js");
  return createOtlpTraces(options);
}

/** The numbers that the service totals, and how it tells its operators of its work, as the environment says. */
interface Environs {
  readonly numbers: ConfiguredNumbers;
  /** For the log and the traces; undefined where the numbers are simulated. */
  readonly numbersUrl: string | undefined;
  readonly lines: FlushableLog;
  /** The lines without the tokens that are in use. */
  readonly log: Log;
  readonly metrics: Metrics;
  readonly traces: OtlpTraces | undefined;
}

interface Servers {
  /** For clients; for everybody where there is no other. */
  readonly server: Server;
  /** For operators. */
  readonly admin: (Listening & { readonly server: Server }) | undefined;
  readonly gate: Gate;
  /** To be called for each connection that is dropped. */
  readonly drop: (reason: string) => void;
}

async function start(): Promise<AddressInfo> {
  equip();
  const config = configFromEnv(process.env);
  const environs = await environsFromEnv(config);
  const lifecycle: Lifecycle = { isDraining: false };
  const servers = createServers(config, environs, lifecycle);
  endAtSignals(config, environs, servers, lifecycle);
  return listenOn(config, environs, servers);
}

async function environsFromEnv(config: Config): Promise<Environs> {
  const lines = createLog(config.logLevel);
  let traceFaults = 0;
  const metrics = createMetrics({
    ...config,
    ofProcess: true,
    droppedLogLines: () => lines.dropped,
    traceFaults: () => traceFaults,
  });
  const numbers = numbersFromEnv(process.env, { onRetry: metrics.totals.retried });
  const allTokens = [config.tokens, numbers.tokens];
  const log = withoutTokens(lines, allTokens);
  followTokenFiles(allTokens, log);
  const numbersUrl = numbers.url === undefined ? undefined : withoutSecrets(numbers.url);
  const onTrouble = (): void => void (traceFaults += 1);
  const traces = tracesWanted(process.env) ? await startTraces({ log, numbersUrl, onTrouble }) : undefined;
  return { numbers, numbersUrl, lines, log, metrics, traces };
}

/** The apps, and servers for them that do not listen yet. */
function createServers(config: Config, environs: Environs, lifecycle: Lifecycle): Servers {
  const { numbers, log, metrics, traces } = environs;
  const clock = systemClock;
  const isDraining = (): boolean => lifecycle.isDraining;
  const apps = createApps({
    ...config,
    numbers: numbers.api,
    simulated: numbers.simulated ? simulatedFromEnv(process.env) : undefined,
    clock,
    metrics,
    openApi: readOpenApi,
    docsPage: readDocsPage,
    webPage: readWebPage,
    isDraining,
  });
  const gate = createGate();
  const observers = [
    traceRequests(traces?.begin ?? forwardedTrace),
    metrics.requests,
    requestLog(log, clientAddress(config.trustedProxies)),
  ];
  const drop = countDrops({
    onDrop: metrics.connectionDropped,
    report: (connections, reason) => log.warn({ connections, reason }, "dropped connections"),
  });
  const onCut = (connections: number): void =>
    log.warn({ connections }, "cut connections whose clients read too slowly");
  const sight = seeRequests({ clock, observers });
  const serverOf = (app: App): Server => {
    const server = createHttpServer({
      ...config,
      fetch: fetchSeen(app.fetch),
      isDraining,
      onRefusedHead: sight.refused,
      gate,
      onCut,
    });
    boundConnections(server, {
      max: connectionsAllowed(config.maxConnections, process.constrainedMemory()),
      onDrop: drop,
    });
    cutSlowReaders(server, { timeoutMs: config.answerTimeoutMs, onCut });
    sight.of(server);
    return server;
  };
  const admin = config.admin && { server: serverOf(apps.all), ...config.admin };
  const server = serverOf(admin === undefined ? apps.all : apps.clients);
  return { server, admin, gate, drop };
}

/** To be called before the servers listen. */
function endAtSignals(config: Config, environs: Environs, servers: Servers, lifecycle: Lifecycle): void {
  const { lines, log, traces } = environs;
  const { server, admin, gate } = servers;
  const flushAndExit = (): void => {
    const mostMs = Math.min(MAX_FLUSH_MS, config.shutdownTimeoutMs);
    const patience = new Promise((resolve) => setTimeout(resolve, mostMs));
    afterCutAnswers(() => {
      void Promise.all([traces?.end(mostMs), Promise.race([lines.written(), patience])]).finally(() =>
        process.exit(0),
      );
    });
  };
  const shutdown = createShutdown({
    ...config,
    servers: admin === undefined ? [server] : [server, admin.server],
    closeListener: (one, maxWaitMs, closed) => closeListener(one, { gate, maxWaitMs, closed }),
    lifecycle,
    log,
    exit: (code) => (code === 0 ? flushAndExit() : process.exit(code)),
  });
  process.on("exit", () => lines.flush());
  process.on("SIGTERM", shutdown);
  process.on("SIGINT", shutdown);
}

/** @returns where the clients' server listens */
async function listenOn(config: Config, environs: Environs, servers: Servers): Promise<AddressInfo> {
  const { server, admin, drop } = servers;
  const adminHost = admin?.host === config.host ? "HOST" : "ADMIN_HOST";
  const adminAt = admin && (await listen(admin.server, admin, { host: adminHost, port: "ADMIN_PORT" }));
  const at = await listen(server, config, { host: "HOST", port: "PORT" }).catch((error: unknown) => {
    admin?.server.close();
    throw error;
  });
  boundByFiles({ server, others: admin === undefined ? [] : [admin.server], drop });
  environs.log.info(
    {
      host: at.address,
      port: at.port,
      ...(adminAt && { adminHost: adminAt.address, adminPort: adminAt.port }),
      numbers: environs.numbersUrl ?? "simulated",
    },
    `listening on ${urlOf(at)}${adminAt === undefined ? "" : `, and for operators on ${urlOf(adminAt)}`}`,
  );
  return at;
}

/** Node reports the server's end before the ends of answers that were cut, which come at the end of the event loop's turn. */
function afterCutAnswers(call: () => void): void {
  setImmediate(() => setImmediate(call));
}

/** For `npm start`: where the service listens; undefined where it does not. */
export const listening: AddressInfo | undefined = await start().catch((error: unknown) => {
  if (error instanceof PortUnavailable) fail(EXIT_CANNOT_LISTEN, error.message);
  else if (error instanceof ConfigError) fail(EXIT_BAD_ENVIRONMENT, error.message);
  else throw error;
  return undefined;
});

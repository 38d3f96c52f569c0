import type { AddressInfo } from "node:net";
import { ConfigError, numbersFromEnv } from "@dlg/total-core/internal";
import { createApp } from "./app.js";
import { configFromEnv, simulatedFromEnv } from "./config.js";
import { cutSlowReaders } from "./connection/slow-readers.js";
import { readDocsPage, readOpenApi } from "./description/files.js";
import { createHttpServer } from "./server.js";
import { createShutdown, type Lifecycle } from "./shutdown.js";
import { systemClock } from "./telemetry/clock.js";
import { forwardedTrace } from "./telemetry/forwarded-trace.js";
import { createLog } from "./telemetry/log.js";
import { createMetrics } from "./telemetry/metrics.js";
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

/**
 * How many connections may wait to be accepted. The kernel lowers the number to `net.core.somaxconn`, 4096 as a rule.
 *
 * Node's default of 511 was too low for 10^4 simultaneous connections: past it, the kernel answers with SYN cookies, and resets a few of
 * the connections.
 */
const BACKLOG = 65_535;

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

async function start(): Promise<void> {
  const config = configFromEnv(process.env);
  const lines = createLog(config.logLevel);
  const metrics = createMetrics({ ofProcess: true, droppedLogLines: () => lines.dropped });
  const numbers = numbersFromEnv(process.env, { onRetry: metrics.totals.retried });
  const allTokens = [config.tokens, numbers.tokens];
  const log = withoutTokens(lines, allTokens);
  followTokenFiles(allTokens, log);
  const numbersUrl = numbers.url === undefined ? undefined : withoutSecrets(numbers.url);
  const traces = tracesWanted(process.env) ? await startTraces({ log, numbersUrl }) : undefined;
  const clock = systemClock;
  const lifecycle: Lifecycle = { isDraining: false };

  const app = createApp({
    ...config,
    numbers: numbers.api,
    simulated: numbers.simulated ? simulatedFromEnv(process.env) : undefined,
    clock,
    metrics,
    openApi: readOpenApi,
    docsPage: readDocsPage,
    webPage: readWebPage,
    isDraining: () => lifecycle.isDraining,
  });
  const server = createHttpServer({
    ...config,
    fetch: fetchSeen(app.fetch),
    isDraining: () => lifecycle.isDraining,
  });
  cutSlowReaders(server, {
    timeoutMs: config.answerTimeoutMs,
    onCut: (connections) => log.warn({ connections }, "cut connections whose clients read too slowly"),
  });
  const observers = [traceRequests(traces?.begin ?? forwardedTrace), metrics.requests, requestLog(log)];
  seeRequests(server, { clock, observers });
  const shutdown = createShutdown({
    ...config,
    server,
    lifecycle,
    log,
    exit: (code) => {
      if (code !== 0) process.exit(code);
      const mostMs = Math.min(MAX_FLUSH_MS, config.shutdownTimeoutMs);
      const patience = new Promise((resolve) => setTimeout(resolve, mostMs));
      void Promise.all([traces?.end(mostMs), Promise.race([lines.written(), patience])]).finally(() =>
        process.exit(code),
      );
    },
  });
  process.on("exit", () => lines.flush());
  process.on("SIGTERM", shutdown);
  process.on("SIGINT", shutdown);

  server.on("error", (error: NodeJS.ErrnoException) => {
    if (!server.listening) fail(...listenFailure(error, config));
    // One connection could not be accepted, as a rule for want of file descriptors. The server goes on.
    else log.error({ error: error.message }, "a connection was lost");
  });
  server.listen({ port: config.port, host: config.host, backlog: BACKLOG }, () => {
    const { address, port, family } = server.address() as AddressInfo;
    const host = family === "IPv6" ? `[${address}]` : address;
    log.info(
      { host: address, port, numbers: numbersUrl ?? "simulated" },
      `listening on http://${host}:${port}`,
    );
  });
}

function listenFailure(
  error: NodeJS.ErrnoException,
  { host, port }: { readonly host: string; readonly port: number },
): [code: number, message: string] {
  switch (error.code) {
    case "EADDRINUSE":
      return [EXIT_CANNOT_LISTEN, `PORT: expected a free port, got ${port}, which is in use on ${host}`];
    case "EACCES":
      return [EXIT_CANNOT_LISTEN, `PORT: expected a port that may be listened on, got ${port}`];
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EINVAL":
      return [EXIT_BAD_ENVIRONMENT, `HOST: expected an address of this machine, got ${JSON.stringify(host)}`];
    default:
      return [EXIT_CANNOT_LISTEN, `expected to listen on ${host}, port ${port}, got ${error.message}`];
  }
}

try {
  await start();
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  fail(EXIT_BAD_ENVIRONMENT, error.message);
}

/** Starts the built service as a separate process, and talks to it over real sockets. */
import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { request, type Agent, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { checkIsDescribed } from "./is-described.js";

export const MAIN: string = fileURLToPath(new URL("../../dist/main.js", import.meta.url));

export type LogLine = Readonly<Record<string, unknown>> & { readonly msg: string };

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stderr: string;
  readonly log: readonly LogLine[];
}

export interface Service {
  readonly pid: number;
  readonly port: number;
  readonly url: string;
  /** The lines it has logged so far. */
  readonly log: readonly LogLine[];
  readonly ended: Promise<Ended>;
  /** Resolves with the first line of this message, logged or to be logged. */
  logged(message: string): Promise<LogLine>;
  signal(signal: NodeJS.Signals): void;
  /** Stops reading the log. */
  stopReadingLog(): void;
}

interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly log: LogLine[];
  readonly ended: Promise<Ended>;
  readonly logged: (message: string) => Promise<LogLine>;
}

const running = new Set<Started>();

const NEVER_MS = "2147483647";

/** A wait that lasts longer hangs, and its error says what has come so far. Shorter than what ends a test that hangs, whose error does not. */
const HANGS_AFTER_MS = 240_000;

const NO_LIMITS = {
  NUMBERS_API_TIMEOUT_MS: NEVER_MS,
  NUMBERS_API_DEADLINE_MS: NEVER_MS,
  HEADERS_TIMEOUT_MS: NEVER_MS,
  BODY_TIMEOUT_MS: NEVER_MS,
  SHUTDOWN_TIMEOUT_MS: NEVER_MS,
};

export interface HowToStart {
  /** Another build of the service. */
  readonly main?: string | undefined;
  /** A command that runs the service's command, which it gets as its arguments. */
  readonly under?: readonly string[] | undefined;
}

function startProcess(
  env: Readonly<Record<string, string>>,
  { main = MAIN, under = [] }: HowToStart = {},
): Started {
  if (!existsSync(main)) throw new Error(`${main} is missing: build first, with "pnpm build" at the root`);
  const [command = process.execPath, ...args] = [...under, process.execPath, main];
  const child = spawn(command, args, {
    // Without the developer's own configuration, and without a timeout that a busy machine could exceed.
    env: { HOST: "127.0.0.1", PORT: "0", NUMBERS_DELAY_MS: "0", ...NO_LIMITS, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log: LogLine[] = [];
  const waiting = new Set<() => void>();
  let stderr = "";
  let unfinished = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    const lines = (unfinished + text).split("\n");
    unfinished = lines.pop() ?? "";
    for (const line of lines) log.push(JSON.parse(line) as LogLine);
    for (const look of waiting) look();
  });
  const ended = once(child, "close").then((outcome): Ended => {
    running.delete(started);
    const [code, signal] = outcome as [number | null, NodeJS.Signals | null];
    return { code, signal, stderr, log };
  });
  const logged = (message: string): Promise<LogLine> =>
    new Promise((resolve, reject) => {
      const hangs = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`expected the log to have "${message}", got ${JSON.stringify(log)} and ${stderr}`));
      }, HANGS_AFTER_MS);
      const look = (): void => {
        const line = log.find(({ msg }) => msg.startsWith(message));
        if (line === undefined) return;
        clearTimeout(hangs);
        waiting.delete(look);
        resolve(line);
      };
      waiting.add(look);
      void ended
        .finally(() => clearTimeout(hangs))
        .then(() => reject(new Error(`the service ended before it logged "${message}": ${stderr}`)));
      look();
    });
  const started: Started = { child, log, ended, logged };
  running.add(started);
  return started;
}

/** Starts the service and waits until it listens. */
export async function startService(
  env: Readonly<Record<string, string>> = {},
  how?: HowToStart,
): Promise<Service> {
  const { child, log, ended, logged } = startProcess(env, how);
  const port = Number((await logged("listening"))["port"]);
  return {
    pid: child.pid ?? 0,
    port,
    url: `http://127.0.0.1:${port}`,
    log,
    ended,
    logged,
    signal: (signal) => child.kill(signal),
    stopReadingLog: () => child.stdout.destroy(),
  };
}

/** Starts a service that is expected to end by itself. */
export function runService(env: Readonly<Record<string, string>>): Promise<Ended> {
  return startProcess(env).ended;
}

/** Ends what a test has left running. */
export async function endServices(): Promise<void> {
  await Promise.all(
    [...running].map(({ child, ended }) => {
      child.kill("SIGKILL");
      return ended;
    }),
  );
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: Agent | false;
  readonly signal?: AbortSignal;
}

export async function ask(url: string, { agent = false, ...options }: Asked = {}): Promise<Answer> {
  const asking = request(url, { agent, ...options });
  asking.setTimeout(HANGS_AFTER_MS, () =>
    asking.destroy(new Error(`expected an answer from ${url}, got none`)),
  );
  asking.end();
  const [incoming] = (await once(asking, "response")) as [IncomingMessage];
  let text = "";
  for await (const piece of incoming.setEncoding("utf8")) text += piece as string;
  checkIsDescribed(options.method ?? "GET", new URL(url).pathname, incoming.statusCode ?? 0);
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, text };
}

/** Sends bytes, and returns all that comes back until the other side closes. */
export async function exchange(port: number, sent: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.write(sent);
  let received = "";
  socket.setTimeout(HANGS_AFTER_MS, () =>
    socket.destroy(new Error(`expected the end after ${JSON.stringify(received)}`)),
  );
  for await (const piece of socket.setEncoding("latin1")) received += piece as string;
  // The description is of HTTP/1.1.
  const [, method, path] = /^([A-Z]+) (\/[^ ?]*)[^\r]* HTTP\/1\.[01]\r\n/.exec(sent) ?? [];
  // A slow service asks before it answers whether the client is still there (`noticeDepartedClients`).
  const status = /^(?:HTTP\/1\.1 102 Processing\r\n\r\n)*HTTP\/1\.1 (\d+)/.exec(received)?.[1];
  if (method !== undefined && path !== undefined && status !== undefined) {
    checkIsDescribed(method, path, Number(status));
  }
  return received;
}

/** Headers of every answer, which no snapshot needs to repeat. */
export const SECURE_HEADERS: readonly string[] = [
  "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy: same-origin",
  "Referrer-Policy: no-referrer",
  "X-Content-Type-Options: nosniff",
  "X-Frame-Options: DENY",
];

/** An answer as it went over the wire, without the headers that differ each time or that all answers have. */
export function steady(answer: string): string {
  const isSecure = (line: string) =>
    SECURE_HEADERS.some((header) => header.toLowerCase() === line.toLowerCase());
  const lines = answer.split("\r\n");
  if (lines.filter(isSecure).length !== SECURE_HEADERS.length) return `not secure: ${answer}`;
  return lines
    .filter((line) => !isSecure(line))
    .join("\n")
    .replace(/^Date: .*$/im, "Date: …")
    .replace(/^X-Request-Id: [0-9a-f]{8}-\w+$/im, "X-Request-Id: …")
    .replace(/dur=\d+\.\d/g, "dur=…");
}

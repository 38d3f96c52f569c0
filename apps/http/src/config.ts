import {
  choiceFromEnv,
  ConfigError,
  integerFromEnv,
  textFromEnv,
  tokensFromEnv,
  type Environment,
  type Tokens,
} from "@dlg/total-core/internal";
import { trustedProxiesFromEnv, type IsTrusted } from "./connection/client-address.js";
import { LOG_LEVELS, type LogLevel } from "./telemetry/log.js";

/** Where a server listens. */
export interface Listening {
  readonly host: string;
  /** 0 takes any free port; the log names it. */
  readonly port: number;
}

/** The service's settings from the environment. The numbers API has variables of its own. */
export interface Config extends Listening {
  /** The listener for operators, which has every route, while the other has those for clients alone; undefined where one has all of them. */
  readonly admin: Listening | undefined;
  readonly logLevel: LogLevel;
  /** The bearer tokens of /total and /numbers, any of which will do; undefined where everybody may ask. */
  readonly tokens: Tokens | undefined;
  /** The proxies that are believed about the addresses of their clients; undefined where there are none. */
  readonly trustedProxies: IsTrusted | undefined;
  /**
   * How many fetches may be under way, and, counted apart, how many bodies: clients that post slowly do not take places from GET /total.
   * A shared fetch counts once. A cancelled fetch counts until its source has settled.
   */
  readonly maxConcurrentTotals: number;
  /** The length of a posted body, decompressed; 0 is no limit. */
  readonly maxBodyBytes: number;
  /** How many bytes each compressed byte may give, past the first MiB; 0 is no limit. */
  readonly maxGzipRatio: number;
  /** The longest silence in a body, in milliseconds; after this time, the average has to be 1 KiB/s too. */
  readonly bodyTimeoutMs: number;
  /** How long a whole body may take, in milliseconds. */
  readonly bodyDeadlineMs: number;
  /** The longest silence of a client that reads an answer, in milliseconds; after this time, it has to read 1 KiB/s on average too. */
  readonly answerTimeoutMs: number;
  /** How many connections may be open, where the system lets the service open files for as many. */
  readonly maxConnections: number;
  /** How many bytes the kernel may hold of answers that clients have not read, for all clients together; 0 is no limit. */
  readonly maxUnreadBytes: number;
  /** How long a request's head may take, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** The commit that was built, for the metrics; undefined where it is not known. */
  readonly commit: string | undefined;
  /** How long the service takes requests after the signal to end, in milliseconds. */
  readonly drainDelayMs: number;
  /** How long requests in flight may take after the drain delay, in milliseconds. */
  readonly shutdownTimeoutMs: number;
}

/** The simulated numbers API: how many numbers, after how long. */
export interface Simulated {
  readonly count: number;
  readonly delayMs: number;
}

/** A longer timer fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** @throws ConfigError at the first variable that is bad */
export function configFromEnv(env: Environment): Config {
  const ms = (name: string, byDefault: number, min = 0): number =>
    integerFromEnv(env, name, { min, max: MAX_TIMER_MS, default: byDefault });
  const host = textFromEnv(env, "HOST") ?? "0.0.0.0";
  const port = portFromEnv(env, "PORT", 5000);
  return {
    host,
    port,
    admin: adminFromEnv(env, { host, port }),
    logLevel: choiceFromEnv(env, "LOG_LEVEL", { choices: LOG_LEVELS, default: "info" }),
    tokens: tokensFromEnv(env, "DLG_TOKEN", { several: true }),
    trustedProxies: trustedProxiesFromEnv(env, "TRUSTED_PROXIES"),
    maxConcurrentTotals: integerFromEnv(env, "MAX_CONCURRENT_TOTALS", {
      min: 1,
      max: 1_000_000,
      default: 64,
    }),
    maxBodyBytes: integerFromEnv(env, "MAX_BODY_BYTES", { max: Number.MAX_SAFE_INTEGER, default: 0 }),
    maxGzipRatio: integerFromEnv(env, "MAX_GZIP_RATIO", { max: 1_000_000, default: 200 }),
    bodyTimeoutMs: ms("BODY_TIMEOUT_MS", 30_000, 1),
    bodyDeadlineMs: ms("BODY_DEADLINE_MS", 3_600_000, 1),
    answerTimeoutMs: ms("ANSWER_TIMEOUT_MS", 60_000, 1),
    maxConnections: integerFromEnv(env, "MAX_CONNECTIONS", { min: 1, max: 1_000_000, default: 10_000 }),
    maxUnreadBytes: integerFromEnv(env, "MAX_UNREAD_BYTES", {
      max: Number.MAX_SAFE_INTEGER,
      default: 33_554_432,
    }),
    headersTimeoutMs: ms("HEADERS_TIMEOUT_MS", 20_000, 1),
    commit: commitFromEnv(env),
    drainDelayMs: ms("DRAIN_DELAY_MS", 1000),
    shutdownTimeoutMs: ms("SHUTDOWN_TIMEOUT_MS", 10_000),
  };
}

function portFromEnv(env: Environment, name: string, byDefault: number): number {
  return integerFromEnv(env, name, { max: 65_535, default: byDefault });
}

function adminFromEnv(env: Environment, main: Listening): Listening | undefined {
  const host = textFromEnv(env, "ADMIN_HOST");
  if (textFromEnv(env, "ADMIN_PORT") === undefined) {
    if (host === undefined) return undefined;
    throw new ConfigError("ADMIN_PORT", "a port, as ADMIN_HOST is set", "none");
  }
  const port = portFromEnv(env, "ADMIN_PORT", 0);
  if (port === main.port && port !== 0) {
    throw new ConfigError("ADMIN_PORT", "another port than PORT", String(port));
  }
  return { host: host ?? main.host, port };
}

function commitFromEnv(env: Environment): string | undefined {
  const commit = textFromEnv(env, "DLG_COMMIT");
  if (commit === undefined || /^[\w.-]{1,64}$/.test(commit)) return commit;
  throw new ConfigError("DLG_COMMIT", "up to 64 letters, digits, dots, hyphens or underscores", "others");
}

/** The numbers that GET /numbers serves: the same as the environment's simulated numbers API. */
export function simulatedFromEnv(env: Environment): Simulated {
  return {
    count: integerFromEnv(env, "NUMBERS_COUNT", { max: Number.MAX_SAFE_INTEGER, default: 10_000_001 }),
    delayMs: integerFromEnv(env, "NUMBERS_DELAY_MS", { max: MAX_TIMER_MS, default: 1000 }),
  };
}

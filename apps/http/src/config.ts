import {
  choiceFromEnv,
  integerFromEnv,
  textFromEnv,
  tokenFromEnv,
  type Environment,
} from "@dlg/total-core/node";
import { LOG_LEVELS, type LogLevel } from "./telemetry/log.js";
import type { Simulated } from "./routes/numbers.js";

/** What the service itself is told by the environment; the numbers API has variables of its own. */
export interface Config {
  readonly host: string;
  /** 0 takes any free port; the log says which. */
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly token: string | undefined;
  /** As many bodies, and as many fetches besides. */
  readonly maxConcurrentTotals: number;
  /** Of a body that is posted, decompressed; 0 is no limit. */
  readonly maxBodyBytes: number;
  /** How many bytes gzip data may give for each of theirs, past the first MiB; 0 is no limit. */
  readonly maxGzipRatio: number;
  /** The longest silence in a body, in milliseconds; after that time it has to come at 1 KiB/s on average too. */
  readonly bodyTimeoutMs: number;
  /** How long all of a body may take, in milliseconds. */
  readonly bodyDeadlineMs: number;
  /** The longest silence of a client that reads an answer, in milliseconds; after that time it has to read 1 KiB/s on average too. */
  readonly answerTimeoutMs: number;
  /** How long a client may take over its request's head, in milliseconds. */
  readonly headersTimeoutMs: number;
  /** How long requests are still taken after the signal to end, in milliseconds. */
  readonly drainDelayMs: number;
  /** How long after that those in flight may take, in milliseconds. */
  readonly shutdownTimeoutMs: number;
}

/** Timers fire at once past this. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** @throws ConfigError at the first variable that is bad */
export function configFromEnv(env: Environment): Config {
  const ms = (name: string, byDefault: number, min = 0): number =>
    integerFromEnv(env, name, { min, max: MAX_TIMER_MS, default: byDefault });
  return {
    host: textFromEnv(env, "HOST") ?? "0.0.0.0",
    port: integerFromEnv(env, "PORT", { min: 0, max: 65_535, default: 5000 }),
    logLevel: choiceFromEnv(env, "LOG_LEVEL", { choices: LOG_LEVELS, default: "info" }),
    token: tokenFromEnv(env, "DLG_TOKEN"),
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
    headersTimeoutMs: ms("HEADERS_TIMEOUT_MS", 20_000, 1),
    drainDelayMs: ms("DRAIN_DELAY_MS", 1000),
    shutdownTimeoutMs: ms("SHUTDOWN_TIMEOUT_MS", 10_000),
  };
}

/** What GET /numbers serves: the same as the simulated numbers API of the environment. */
export function simulatedFromEnv(env: Environment): Simulated {
  return {
    count: integerFromEnv(env, "NUMBERS_COUNT", { max: Number.MAX_SAFE_INTEGER, default: 10_000_001 }),
    delayMs: integerFromEnv(env, "NUMBERS_DELAY_MS", { max: MAX_TIMER_MS, default: 1000 }),
  };
}

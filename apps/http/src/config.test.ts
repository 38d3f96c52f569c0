import { expect, test } from "vitest";
import { configFromEnv, simulatedFromEnv } from "./config.js";

const DEFAULTS = {
  host: "0.0.0.0",
  port: 5000,
  admin: undefined,
  logLevel: "info",
  tokens: undefined,
  trustedProxies: undefined,
  maxConcurrentTotals: 64,
  maxBodyBytes: 0,
  maxGzipRatio: 200,
  bodyTimeoutMs: 30_000,
  bodyDeadlineMs: 3_600_000,
  answerTimeoutMs: 60_000,
  maxConnections: 10_000,
  maxUnreadBytes: 33_554_432,
  headersTimeoutMs: 20_000,
  commit: undefined,
  drainDelayMs: 1000,
  shutdownTimeoutMs: 10_000,
};

const VARIABLES = [
  "HOST",
  "PORT",
  "ADMIN_HOST",
  "ADMIN_PORT",
  "LOG_LEVEL",
  "DLG_TOKEN",
  "DLG_TOKEN_FILE",
  "TRUSTED_PROXIES",
  "MAX_CONCURRENT_TOTALS",
  "MAX_BODY_BYTES",
  "MAX_GZIP_RATIO",
  "BODY_TIMEOUT_MS",
  "BODY_DEADLINE_MS",
  "ANSWER_TIMEOUT_MS",
  "HEADERS_TIMEOUT_MS",
  "DLG_COMMIT",
  "DRAIN_DELAY_MS",
  "SHUTDOWN_TIMEOUT_MS",
  "NUMBERS_COUNT",
  "NUMBERS_DELAY_MS",
];

test("nothing set gives the defaults", () => {
  expect(configFromEnv({})).toEqual(DEFAULTS);
  expect(simulatedFromEnv({})).toEqual({ count: 10_000_001, delayMs: 1000 });
});

test("an empty value counts as unset", () => {
  const empty = Object.fromEntries(VARIABLES.map((name) => [name, ""]));
  expect(configFromEnv(empty)).toEqual(DEFAULTS);
  expect(simulatedFromEnv(empty)).toEqual({ count: 10_000_001, delayMs: 1000 });
});

test("each variable is read", () => {
  expect(
    configFromEnv({
      HOST: "127.0.0.1",
      PORT: "0",
      ADMIN_HOST: "::1",
      ADMIN_PORT: "0",
      LOG_LEVEL: "silent",
      DLG_TOKEN: "t, u",
      MAX_CONCURRENT_TOTALS: "1",
      MAX_BODY_BYTES: "1000",
      MAX_GZIP_RATIO: "0",
      BODY_TIMEOUT_MS: "2",
      BODY_DEADLINE_MS: "3",
      ANSWER_TIMEOUT_MS: "3",
      MAX_CONNECTIONS: "4",
      MAX_UNREAD_BYTES: "0",
      HEADERS_TIMEOUT_MS: "1",
      DLG_COMMIT: "5a0e439",
      DRAIN_DELAY_MS: "0",
      SHUTDOWN_TIMEOUT_MS: "0",
    }),
  ).toEqual({
    host: "127.0.0.1",
    port: 0,
    admin: { host: "::1", port: 0 },
    logLevel: "silent",
    tokens: { variable: "DLG_TOKEN", current: ["t", "u"] },
    maxConcurrentTotals: 1,
    maxBodyBytes: 1000,
    maxGzipRatio: 0,
    bodyTimeoutMs: 2,
    bodyDeadlineMs: 3,
    answerTimeoutMs: 3,
    maxConnections: 4,
    maxUnreadBytes: 0,
    headersTimeoutMs: 1,
    commit: "5a0e439",
    drainDelayMs: 0,
    shutdownTimeoutMs: 0,
  });
  expect(simulatedFromEnv({ NUMBERS_COUNT: "0", NUMBERS_DELAY_MS: "5" })).toEqual({ count: 0, delayMs: 5 });
});

test("the operators' listener is at HOST, unless it has a host of its own", () => {
  expect(configFromEnv({ HOST: "127.0.0.1", ADMIN_PORT: "9090" }).admin).toEqual({
    host: "127.0.0.1",
    port: 9090,
  });
});

test("TRUSTED_PROXIES names networks", () => {
  const { trustedProxies } = configFromEnv({ TRUSTED_PROXIES: "loopback, 10.0.0.0/8" });
  expect(["127.0.0.1", "10.1.2.3", "11.1.2.3"].map((address) => trustedProxies?.(address))).toEqual([
    true,
    true,
    false,
  ]);
});

test.each([
  [{ PORT: "http" }, 'PORT: expected an integer from 0 to 65535, got "http"'],
  [{ PORT: "65536" }, 'PORT: expected an integer from 0 to 65535, got "65536"'],
  [{ PORT: "-1" }, 'PORT: expected an integer from 0 to 65535, got "-1"'],
  [{ PORT: "8e3" }, 'PORT: expected an integer from 0 to 65535, got "8e3"'],
  [{ ADMIN_PORT: "65536" }, 'ADMIN_PORT: expected an integer from 0 to 65535, got "65536"'],
  [{ ADMIN_PORT: "5000" }, "ADMIN_PORT: expected another port than PORT, got 5000"],
  [{ ADMIN_HOST: "::1" }, "ADMIN_PORT: expected a port, as ADMIN_HOST is set, got none"],
  [
    { TRUSTED_PROXIES: "10.0.0.1, proxy.test" },
    'TRUSTED_PROXIES: expected addresses, networks (10.0.0.0/8), loopback, linklocal or uniquelocal, with commas between them, got "proxy.test"',
  ],
  [{ MAX_CONCURRENT_TOTALS: "0" }, 'MAX_CONCURRENT_TOTALS: expected an integer from 1 to 1000000, got "0"'],
  [{ MAX_BODY_BYTES: "1e6" }, 'MAX_BODY_BYTES: expected an integer from 0 to 9007199254740991, got "1e6"'],
  [{ MAX_GZIP_RATIO: "200:1" }, 'MAX_GZIP_RATIO: expected an integer from 0 to 1000000, got "200:1"'],
  [{ BODY_TIMEOUT_MS: "0" }, 'BODY_TIMEOUT_MS: expected an integer from 1 to 2147483647, got "0"'],
  [{ BODY_DEADLINE_MS: "0" }, 'BODY_DEADLINE_MS: expected an integer from 1 to 2147483647, got "0"'],
  [{ ANSWER_TIMEOUT_MS: "0" }, 'ANSWER_TIMEOUT_MS: expected an integer from 1 to 2147483647, got "0"'],
  [{ HEADERS_TIMEOUT_MS: "0" }, 'HEADERS_TIMEOUT_MS: expected an integer from 1 to 2147483647, got "0"'],
  [
    { DLG_COMMIT: "a b" },
    "DLG_COMMIT: expected up to 64 letters, digits, dots, hyphens or underscores, got others",
  ],
  [{ DRAIN_DELAY_MS: "1s" }, 'DRAIN_DELAY_MS: expected an integer from 0 to 2147483647, got "1s"'],
  [
    { SHUTDOWN_TIMEOUT_MS: "2147483648" },
    'SHUTDOWN_TIMEOUT_MS: expected an integer from 0 to 2147483647, got "2147483648"',
  ],
  [
    { LOG_LEVEL: "loud" },
    'LOG_LEVEL: expected one of trace, debug, info, warn, error, fatal, silent, got "loud"',
  ],
  [
    { DLG_TOKEN: "tóken" },
    "DLG_TOKEN: expected tokens of visible ASCII characters, separated by commas or white space, got others",
  ],
  [{ DLG_TOKEN: "t", DLG_TOKEN_FILE: "/nowhere" }, "DLG_TOKEN: expected it or DLG_TOKEN_FILE, got both"],
  [{ DLG_TOKEN_FILE: "/nowhere" }, "DLG_TOKEN_FILE: expected a file that can be read, got ENOENT"],
])("%j is refused in one line", (env, message) => {
  expect(() => configFromEnv(env)).toThrow(message);
});

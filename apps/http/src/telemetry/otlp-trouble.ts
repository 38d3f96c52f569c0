import { diag, DiagLogLevel } from "@opentelemetry/api";
import { setGlobalErrorHandler } from "@opentelemetry/core";
import type { Log } from "./log.js";
import { withoutSecrets } from "./without-secrets.js";

/** An absent collector fails every few seconds. */
const QUIET_MS = 60_000;

const ignore = (): void => {};

/**
 * Logs OpenTelemetry's complaints as warnings: all of them until {@link settled} is called, then one a minute with the number of complaints
 * left out since the last one.
 *
 * @param now milliseconds
 * @param onTrouble told of each complaint after that, logged or not
 */
export function otlpTrouble(
  log: Pick<Log, "warn">,
  now: () => number,
  onTrouble: () => void,
): { settled(): void } {
  let quietUntil = -Infinity;
  let isSettled = false;
  let keptBack = 0;
  const warn = (...words: unknown[]): void => {
    if (isSettled) onTrouble();
    if (now() < quietUntil) {
      keptBack += 1;
      return;
    }
    if (isSettled) quietUntil = now() + QUIET_MS;
    log.warn({ error: withoutSecrets(words.join(" ")), ...(keptBack > 0 && { keptBack }) }, "traces");
    keptBack = 0;
  };
  diag.setLogger(
    { error: warn, warn, info: ignore, debug: ignore, verbose: ignore },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  setGlobalErrorHandler((error) => warn(typeof error === "string" ? error : error.message));
  return {
    settled() {
      isSettled = true;
    },
  };
}

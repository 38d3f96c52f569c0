import { SonicBoom } from "sonic-boom";

export const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type Write = (fields: object, message: string) => void;

export interface Log {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
}

export interface FlushableLog extends Log {
  /** Writes what is still held back; to be called before the process ends. */
  flush(): void;
}

/**
 * Lines that come in within this time, in milliseconds, go out together: a write costs as much as three requests. At 8 KiB a write
 * the log cost 6 µs of a request's 22, at 64 KiB 3.
 */
const GATHER_MS = 10;
const GATHER_CHARACTERS = 65_536;

/** Where nobody reads them, lines past this are dropped rather than kept. */
const MAX_WAITING_BYTES = 8 * 2 ** 20;

/** Where lines go. */
export interface LogOutput {
  write(lines: string): unknown;
  flushSync(): void;
}

/** Where nobody reads, no write waits and the event loop goes on: pino's way to write. */
function standardOutput(): LogOutput {
  const output = new SonicBoom({ fd: 1, sync: false, maxLength: MAX_WAITING_BYTES });
  // A reader that has gone, or a full disk: the service goes on, and each write tries again.
  output.on("error", () => {});
  return output;
}

/**
 * JSON lines: level, time, the fields, and the message as `msg`.
 *
 * They are pino's, but made here: with pino's own a request cost 1.65 times the CPU of bare Hono's in a run in which it cost 1.57 times that with
 * these, and 1.40 without a log.
 *
 * @param output standard output by default
 */
export function createLog(level: LogLevel, output: LogOutput = standardOutput()): FlushableLog {
  let gathered = "";
  const release = (): void => {
    if (gathered === "") return;
    output.write(gathered);
    gathered = "";
  };
  const add = (line: string): void => {
    if (gathered === "") setTimeout(release, GATHER_MS);
    gathered += line;
    if (gathered.length >= GATHER_CHARACTERS) release();
  };
  const time = isoTime();
  const writer = (name: LogLevel): Write => {
    if (LOG_LEVELS.indexOf(name) < LOG_LEVELS.indexOf(level)) return () => {};
    return (fields, message) => {
      const members = JSON.stringify(fields).slice(1, -1);
      add(
        `{"level":"${name}","time":"${time()}",${members}${members === "" ? "" : ","}"msg":${JSON.stringify(message)}}\n`,
      );
    };
  };
  return {
    debug: writer("debug"),
    info: writer("info"),
    warn: writer("warn"),
    error: writer("error"),
    flush() {
      release();
      try {
        output.flushSync();
      } catch {
        // As above; there is nowhere left to say so.
      }
    },
  };
}

/** Writes each millisecond's time once. */
function isoTime(): () => string {
  let written = 0;
  let text = "";
  return () => {
    const now = Date.now();
    if (now !== written) {
      written = now;
      text = new Date(now).toISOString();
    }
    return text;
  };
}

import { describe, expect, test } from "vitest";
import { createLog, type LogLevel } from "./log.js";

/** The flushed log of a level. */
function written(level: LogLevel, use: (log: ReturnType<typeof createLog>) => void): string[] {
  const pieces: string[] = [];
  const log = createLog(level, {
    write: (text) => pieces.push(text) > 0,
    flushSync() {},
    written: async () => {},
  });
  use(log);
  log.flush();
  return pieces;
}

describe("the log", () => {
  test("is JSON, a line each, with its level and time first and its message last", () => {
    const [text = ""] = written("info", (log) => {
      log.info({ port: 5000, path: 'a"b\n' }, "request");
      log.warn({ left: undefined }, 'the "end"');
    });
    expect(text.replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"…"')).toBe(
      [
        '{"level":"info","time":"…","port":5000,"path":"a\\"b\\n","msg":"request"}\n',
        '{"level":"warn","time":"…","msg":"the \\"end\\""}\n',
      ].join(""),
    );
    for (const line of text.trimEnd().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
  });

  test.each([
    ["trace", "debug info warn error"],
    ["debug", "debug info warn error"],
    ["info", "info warn error"],
    ["warn", "warn error"],
    ["error", "error"],
    ["fatal", ""],
    ["silent", ""],
  ] as const)("at the level %s has %s", (level, levels) => {
    const pieces = written(level, (log) => {
      for (const name of ["debug", "info", "warn", "error"] as const) log[name]({}, "x");
    });
    const lines = pieces.join("").trimEnd().split("\n");
    expect(lines.map((line) => (line === "" ? "" : JSON.parse(line).level)).join(" ")).toBe(levels);
  });

  test("gathers lines, but no more than 64 KiB of them", () => {
    expect(written("info", (log) => Array.from({ length: 100 }, () => log.info({}, "x")))).toHaveLength(1);
    const pieces = written("info", (log) => Array.from({ length: 3000 }, () => log.info({}, "x")));
    expect(pieces.length).toBe(3);
    expect(pieces.join("").split("\n").length).toBe(3001);
  });

  test("drops what is not taken, counts it, and says so when lines are taken again", () => {
    const pieces: string[] = [];
    let isTaken = true;
    const log = createLog("info", {
      write: (text) => isTaken && pieces.push(text) > 0,
      flushSync() {},
      written: async () => {},
    });
    const say = (message: string) => {
      log.info({}, message);
      log.flush();
    };
    say("a");
    isTaken = false;
    for (const message of ["b", "c", "d"]) say(message);
    expect(log.dropped).toBe(3);
    isTaken = true;
    for (const message of ["e", "f"]) say(message);
    const lines = pieces.join("").trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      "a",
      "dropped what nobody read",
      "e",
      "f",
    ]);
    expect(JSON.parse(lines[1] ?? "")).toMatchObject({ level: "warn", lines: 3 });
    expect(log.dropped).toBe(3);
  });
});

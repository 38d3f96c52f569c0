import { Socket } from "node:net";
import { TotalError } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import { seenRequest } from "../testing/telemetry.js";
import type { Log } from "./log.js";
import { requestLog } from "./request-log.js";

type Line = { level: string; message: string } & Record<string, unknown>;

function gatheringLog(): { readonly lines: Line[]; readonly log: Log } {
  const lines: Line[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, ...fields });
  };
  const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  return { lines, log };
}

function logged(request: Parameters<typeof seenRequest>[0], ms = 1): Line {
  const { lines, log } = gatheringLog();
  requestLog(log, () => "203.0.113.7").ended(seenRequest(request), ms);
  expect(lines.length).toBe(1);
  return lines[0]!;
}

describe("each request is logged", () => {
  test("in a line, with its name, client, method, path, status and time", () => {
    expect(logged({ method: "HEAD", status: 206 }, 12.34)).toEqual({
      level: "info",
      message: "request",
      requestId: "r-1",
      client: "203.0.113.7",
      method: "HEAD",
      path: "/total",
      status: 206,
      ms: 12.3,
    });
  });

  test("with its trace, if it has one, by OpenTelemetry's names", () => {
    const span = { traceId: "4bf92f3577b34da6a3ce929d0e0e4736", spanId: "00f067aa0ba902b7", traceFlags: 1 };
    const trace = { ...span, beginFetch: () => undefined, joined() {}, ended() {} };
    expect(logged({ trace })).toMatchObject({ trace_id: span.traceId, span_id: span.spanId });
    expect(Object.keys(logged({}))).not.toContain("trace_id");
  });

  test.each([
    ["/total?token=hunter2", "/total"],
    ["/total#x", "/total"],
    ["http://numbers.test:81/total?token=hunter2", "/total"],
    ["http://numbers.test?token=hunter2", "http://numbers.test"],
    ["*", "*"],
    [`/${"x".repeat(10_000)}`, `/${"x".repeat(255)}`],
  ])("%.60s as %.60s", (url, path) => {
    expect(logged({ url })["path"]).toBe(path);
  });

  test.each([
    ["/total", 200, "info"],
    ["/total", 404, "info"],
    ["/total", 499, "info"],
    ["/total", 502, "warn"],
    ["/total", 500, "error"],
    ["/livez", 200, "debug"],
    ["/readyz", 503, "debug"],
  ])("%s with %i at the level %s %s", (path, status, level) => {
    expect(logged({ url: path, status }).level).toBe(level);
  });

  test("with the fault of the numbers API: where and why, but no secret", () => {
    const fault = new TotalError("SOURCE_UNAVAILABLE", {
      place: { source: "http://user:hunter2@numbers.test/list?key=hunter2" },
      expected: "an answer",
      got: "connection refused",
      cause: new Error("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:81") }),
    });
    const line = logged({ status: 502, fault });
    expect(line).toMatchObject({
      level: "warn",
      code: "SOURCE_UNAVAILABLE",
      error: "http://numbers.test/list?…: expected an answer, got connection refused",
      expected: "an answer",
      got: "connection refused",
      cause: "fetch failed: connect ECONNREFUSED 127.0.0.1:81",
    });
  });

  test("with the place and the expectation of a fault in the numbers API's data", () => {
    const fault = new TotalError("BAD_NUMBER", {
      place: { source: "http://user:hunter2@numbers.test/list?key=hunter2", line: 2, column: 3, offset: 9 },
      expected: "a number",
      got: '"http://user:hunter2@numbers.test"',
    });
    const line = logged({ status: 502, fault });
    expect(line).toMatchObject({ level: "warn", code: "BAD_NUMBER", line: 2, column: 3, offset: 9 });
    expect(line).toMatchObject({ expected: "a number", got: '"http://numbers.test"' });
    expect(JSON.stringify(line)).not.toContain("hunter2");
  });

  test("with an expectation of bounded length", () => {
    const fault = new TotalError("BAD_NUMBER", { expected: "x".repeat(10_000), got: '"y"' });
    expect(JSON.stringify(logged({ status: 502, fault })).length).toBeLessThan(1000);
  });

  test.each(["BAD_NUMBER", "BAD_FORMAT", "NO_COLUMN"] as const)(
    "with the place of a %s in what was posted, but without the data",
    (code) => {
      const place = { source: "numbers", line: 2, column: 3, offset: 9 };
      const fault = new TotalError(code, { place, expected: "one of the columns secret", got: '"hunter2"' });
      const line = logged({ method: "POST", status: 422, fault });
      expect(line).toMatchObject({ level: "info", status: 422, code, line: 2, column: 3, offset: 9 });
      expect(JSON.stringify(line)).not.toMatch(/secret|hunter2/);
    },
  );

  test("with what could not be read", () => {
    const fault = new TotalError("UNSUPPORTED", { expected: "the charset UTF-8", got: '"latin1"' });
    const line = logged({ status: 502, fault });
    expect(line).toMatchObject({
      code: "UNSUPPORTED",
      error: 'expected the charset UTF-8, got "latin1"',
    });
  });

  test("without method and path where its head was refused", () => {
    const { lines, log } = gatheringLog();
    const head = {
      requestId: "r-1",
      socket: new Socket(),
      status: 431,
      code: "HPE_HEADER_OVERFLOW",
      ms: 12.34,
    };
    requestLog(log, () => "203.0.113.7").refused?.(head);
    const { socket: _, ...shown } = head;
    expect(lines).toEqual([{ ...shown, client: "203.0.113.7", level: "info", message: "request", ms: 12.3 }]);
  });

  test("with the stack of a fault of our own", () => {
    const line = logged({ status: 500, fault: new RangeError("a bug") });
    expect(line.level).toBe("error");
    expect(line["error"]).toMatch(/^RangeError: a bug\n +at .*request-log\.test\.ts/);
  });
});

import type { IncomingMessage } from "node:http";
import { TotalError } from "@dlg/total-core";
import { describe, expect, test } from "vitest";
import type { Bindings } from "./answer.js";
import { logRequests, type Fetch } from "./request-log.js";
import { testClock } from "./testing.js";

type Line = { level: string; message: string } & Record<string, unknown>;

function logged(fetch: Fetch, clock = testClock()) {
  const lines: Line[] = [];
  const write = (level: string) => (fields: object, message: string) => {
    lines.push({ level, message, ...fields });
  };
  const log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
  return { lines, fetch: logRequests(fetch, { log, clock }) };
}

const request = (path: string, method = "GET") => new Request(`http://localhost${path}`, { method });
const answering =
  (status: number): Fetch =>
  () =>
    new Response(null, { status });

function failing(status: number, fault: unknown): Fetch {
  return async (_, bindings) => {
    bindings.fault = fault;
    return new Response(null, { status });
  };
}

describe("each request is logged", () => {
  test("in a line, with its method, path, status and time", async () => {
    const clock = testClock();
    const { lines, fetch } = logged(async () => {
      clock.passMs(12.34);
      return new Response(null, { status: 200 });
    }, clock);
    const bindings: Bindings = {};
    await fetch(request("/total", "HEAD"), bindings);
    expect(lines).toEqual([
      {
        level: "info",
        message: "request",
        requestId: bindings.requestId,
        method: "HEAD",
        path: "/total",
        status: 200,
        ms: 12.3,
      },
    ]);
  });

  test("without its query", async () => {
    const { lines, fetch } = logged(answering(200));
    await fetch(request("/total?token=hunter2#x"), {});
    expect(lines[0]!["path"]).toBe("/total");
  });

  test("with a path that is cut", async () => {
    const { lines, fetch } = logged(answering(404));
    await fetch(request(`/${"x".repeat(10_000)}`), {});
    expect(lines[0]!["path"]).toBe(`/${"x".repeat(255)}`);
  });

  test("under a name of its own", async () => {
    const { lines, fetch } = logged(answering(200));
    await fetch(request("/total"), {});
    await fetch(request("/total"), {});
    const [first, second] = lines.map((line) => line["requestId"]);
    expect(first).toMatch(/^[0-9a-f]{8}-1$/);
    expect(second).toMatch(/^[0-9a-f]{8}-2$/);
  });

  test.each([
    ["edge-7f:2", true],
    ['"}\n{', false],
    ["x".repeat(65), false],
    ["", false],
  ])("under the name that a proxy gave it, if it is one: %j", async (name, isTaken) => {
    const { lines, fetch } = logged(answering(200));
    const incoming = { headers: { "x-request-id": name } } as unknown as IncomingMessage;
    await fetch(request("/total"), { incoming });
    expect(lines[0]!["requestId"] === name).toBe(isTaken);
  });

  test.each([
    ["/total", 200, "info"],
    ["/total", 404, "info"],
    ["/total", 499, "info"],
    ["/total", 502, "warn"],
    ["/total", 500, "error"],
    ["/livez", 200, "debug"],
    ["/readyz", 503, "debug"],
  ])("%s with %i at the level %s %s", async (path, status, level) => {
    const { lines, fetch } = logged(answering(status));
    await fetch(request(path), {});
    expect(lines[0]!.level).toBe(level);
  });

  test("with the fault of the numbers API: where and why, but no secret", async () => {
    const fault = new TotalError("SOURCE_UNAVAILABLE", {
      place: { source: "http://user:hunter2@numbers.test/list?key=hunter2" },
      expected: "an answer",
      got: "connection refused",
      cause: new Error("fetch failed", { cause: new Error("connect ECONNREFUSED 127.0.0.1:81") }),
    });
    const { lines, fetch } = logged(failing(502, fault));
    await fetch(request("/total"), {});
    expect(lines[0]).toMatchObject({
      level: "warn",
      code: "SOURCE_UNAVAILABLE",
      error: "http://numbers.test/list?…: expected an answer, got connection refused",
      cause: "fetch failed: connect ECONNREFUSED 127.0.0.1:81",
    });
  });

  test.each(["BAD_NUMBER", "BAD_FORMAT", "NO_COLUMN"] as const)(
    "with the place of a %s, but without the data",
    async (code) => {
      const place = { source: "numbers", line: 2, column: 3, offset: 9 };
      const fault = new TotalError(code, { place, expected: "one of the columns secret", got: '"hunter2"' });
      const { lines, fetch } = logged(failing(422, fault));
      await fetch(request("/total", "POST"), {});
      expect(lines[0]).toMatchObject({ level: "info", status: 422, code, line: 2, column: 3, offset: 9 });
      expect(JSON.stringify(lines[0])).not.toMatch(/secret|hunter2/);
    },
  );

  test("with what could not be read", async () => {
    const fault = new TotalError("UNSUPPORTED", { expected: "the charset UTF-8", got: '"latin1"' });
    const { lines, fetch } = logged(failing(502, fault));
    await fetch(request("/total"), {});
    expect(lines[0]).toMatchObject({
      code: "UNSUPPORTED",
      error: 'expected the charset UTF-8, got "latin1"',
    });
  });

  test("with the stack of a fault of our own", async () => {
    const { lines, fetch } = logged(failing(500, new RangeError("a bug")));
    await fetch(request("/total"), {});
    expect(lines[0]!.level).toBe("error");
    expect(lines[0]!["error"]).toMatch(/^RangeError: a bug\n +at .*request-log\.test\.ts/);
  });
});

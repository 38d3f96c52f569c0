/** Numbers that do not come, and how long they are waited for. */
import type { Socket } from "node:net";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { httpNumbers } from "./http-numbers.js";
import { faultOf } from "../../testing/collected.js";
import { fakeTime } from "../../testing/fake-time.js";
import { answerHead, chunk, rawServer } from "../../testing/raw-server.js";
import { CHUNKED, faultOfAnswer, PIECE } from "./answer-faults.cases.js";

describe("silence is SOURCE_TIMEOUT, and not tried again", () => {
  const LIMIT = { timeoutMs: 60 };

  test("before the head", async () => {
    const time = fakeTime();
    const server = await rawServer(() => {});
    const waiting = faultOf(httpNumbers(server.origin, LIMIT));
    await expect.poll(() => server.requests.length).toBe(1);
    await time.pass(60);
    const fault = await waiting;
    await server.allClosed();
    expect(fault.code).toBe("SOURCE_TIMEOUT");
    expect(fault.message).toBe(`GET ${server.origin}: expected an answer within 60 ms, got none`);
    expect(server.requests).toHaveLength(1);
  });

  test("inside the head", async () => {
    expect(
      await faultOfAnswer((socket) => socket.write("HTTP/1.1 200 OK\r\n"), { ...LIMIT, retries: 3 }),
    ).toMatchObject({
      code: "SOURCE_TIMEOUT",
    });
  });

  test("1xx for ever", async () => {
    const timers: NodeJS.Timeout[] = [];
    const answer = (socket: Socket) => {
      timers.push(setInterval(() => socket.write(answerHead("102 Processing")), 5));
    };
    expect(await faultOfAnswer(answer, LIMIT)).toMatchObject({ code: "SOURCE_TIMEOUT" });
    timers.forEach(clearInterval);
  });

  test.each([
    ["before the body", ""],
    ["inside the body", "[1,"],
  ])("%s", async (_, body) => {
    const time = fakeTime();
    const headers = { "content-type": "application/json", "content-length": 9 };
    const server = await rawServer((socket) => socket.write(answerHead("200 OK", headers) + body));
    const onLength = vi.fn<() => void>();
    const batches = httpNumbers(server.origin, { ...LIMIT, onLength }).numbers(new AbortController());
    const reader = batches[Symbol.asyncIterator]();
    if (body !== "") await reader.next();
    const more = reader.next().then(
      () => "more",
      (reason: unknown) => reason,
    );
    await expect.poll(() => onLength.mock.calls.length).toBe(1);
    await time.pass(60);
    expect(await more).toMatchObject({
      code: "SOURCE_TIMEOUT",
      message: `GET ${server.origin}: expected more of the answer within 60 ms, got none`,
    });
    await server.allClosed();
  });

  test("a trickle is no silence, but the deadline bounds it", async () => {
    const timers: NodeJS.Timeout[] = [];
    const answer = (socket: Socket) => {
      socket.write(answerHead("200 OK", CHUNKED));
      timers.push(setInterval(() => socket.write(chunk("1,")), 10));
    };
    const fault = await faultOfAnswer(answer, { timeoutMs: 600_000, deadlineMs: 150 });
    expect(fault).toEqual({
      code: "SOURCE_TIMEOUT",
      message: "GET http://x: expected the end of the answer within 150 ms, got none",
    });
    timers.forEach(clearInterval);
  });

  test("the deadline bounds the tries, too", async () => {
    const server = await rawServer((socket) => socket.end(answerHead("503 Busy", { "retry-after": 5 })));
    const { code } = await faultOf(httpNumbers(server.origin, { deadlineMs: 80 }));
    expect(code).toBe("SOURCE_TIMEOUT");
  });

  test("the time that the reader takes does not count", async () => {
    const time = fakeTime();
    let connection: Socket | undefined;
    const server = await rawServer((socket) => {
      socket.write(PIECE);
      connection = socket;
    });
    const batches = httpNumbers(server.origin, { timeoutMs: 500 }).numbers(new AbortController());
    const reader = batches[Symbol.asyncIterator]();
    await reader.next();
    await time.pass(700);
    connection?.end(Buffer.concat([chunk("2]"), chunk("")]));
    expect(await reader.next()).toMatchObject({ value: { bytes: new TextEncoder().encode("2]") } });
    expect(await reader.next()).toMatchObject({ done: true });
  });

  test("the time that the event loop was held up does not count", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let now = 0;
    const clock = vi.spyOn(performance, "now").mockImplementation(() => now);
    onTestFinished(() => {
      clock.mockRestore();
      vi.useRealTimers();
    });
    let connection: Socket | undefined;
    const server = await rawServer((socket) => (connection = socket));
    const batches = httpNumbers(server.origin, { timeoutMs: 300 }).numbers(new AbortController());
    const reader = batches[Symbol.asyncIterator]();
    const first = reader.next();
    await expect.poll(() => server.requests.length).toBe(1);
    // The timer comes 100 ms too late.
    now = 400;
    await vi.advanceTimersByTimeAsync(300);
    connection!.write(PIECE);
    expect(await first).toMatchObject({ done: false });
    await reader.return?.();
    await server.allClosed();
  });
});

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { collectedBytes, faultOf } from "../../testing/collected.js";
import { answerHead, chunk, ok, rawServer, type RawServer } from "../../testing/raw-server.js";
import { httpNumbers } from "./http-numbers.js";

// The shortest waits.
beforeEach(() => void vi.spyOn(Math, "random").mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

/** Answers so the first times, and then as it should. */
function failing(times: number, answer: string): Promise<RawServer> {
  return rawServer((socket, _, number) => socket.end(number <= times ? answer : ok("[7]")));
}

function status(line: string, headers: Record<string, string | number> = {}): string {
  return answerHead(line, { "content-length": 0, ...headers });
}

describe("tried again", () => {
  test.each([
    "408 Request Timeout",
    "429 Too Many Requests",
    "500 Oops",
    "502 Bad",
    "503 Busy",
    "504 Late",
    "599 What",
  ])("%s, until there is an answer", async (line) => {
    const server = await failing(1, status(line));
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe("[7]");
    expect(server.requests).toHaveLength(2);
  });

  test("a connection that is closed before the head", async () => {
    const server = await failing(2, "");
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe("[7]");
    expect(server.requests).toHaveLength(3);
  });

  test("three times, if nothing else is said", async () => {
    const server = await failing(99, status("500 Oops"));
    const fault = await faultOf(httpNumbers(server.origin));
    expect(fault.message).toBe(`GET ${server.origin}: expected 200, got 500 Oops (4 tries)`);
    expect(fault.code).toBe("SOURCE_UNAVAILABLE");
    expect(server.requests).toHaveLength(4);
  });

  test("as many times as the caller says", async () => {
    const server = await failing(99, status("500 Oops"));
    expect((await faultOf(httpNumbers(server.origin, { retries: 0 }))).got).toBe("500 Oops");
    expect((await faultOf(httpNumbers(server.origin, { retries: 1 }))).got).toBe("500 Oops (2 tries)");
    expect(server.requests).toHaveLength(3);
  });

  test("from the named address on, where the fault came after a redirect", async () => {
    let isBusy = true;
    const server = await rawServer((socket, { path }) => {
      if (path === "/a") return socket.end(status("302 Found", { location: "/b" }));
      const answer = isBusy ? status("503 Busy") : ok("[7]");
      isBusy = false;
      return socket.end(answer);
    });
    expect((await collectedBytes(httpNumbers(`${server.origin}/a`))).text).toBe("[7]");
    expect(server.requests.map(({ path }) => path)).toEqual(["/a", "/b", "/a", "/b"]);
  });

  test("with the same headers", async () => {
    const server = await failing(1, status("503 Busy"));
    await collectedBytes(httpNumbers(server.origin, { headers: { authorization: "Bearer t" } }));
    expect(server.requests.map(({ headers }) => headers["authorization"])).toEqual(["Bearer t", "Bearer t"]);
  });

  test("without reading what the refusal says, however long", async () => {
    const server = await rawServer((socket, _, number) =>
      socket.write(number === 1 ? `${answerHead("503 Busy", { "content-length": 1e15 })}x` : ok("[7]")),
    );
    expect((await collectedBytes(httpNumbers(server.origin))).text).toBe("[7]");
    await server.allClosed();
  });
});

describe("each further try is told of, with how many there were", () => {
  test("where the first ones failed", async () => {
    const server = await failing(2, status("503 Busy"));
    const told: number[] = [];
    const api = httpNumbers(server.origin, { onRetry: (tries) => void told.push(tries) });
    await collectedBytes(api);
    expect(told).toEqual([1, 2]);
    await collectedBytes(api);
    expect(told).toEqual([1, 2]);
  });

  test("where all fail", async () => {
    const server = await failing(99, status("503 Busy"));
    const told: number[] = [];
    await faultOf(httpNumbers(server.origin, { retries: 1, onRetry: (tries) => void told.push(tries) }));
    expect(told).toEqual([1]);
  });

  test("of one reading alone, too", async () => {
    const server = await failing(1, status("503 Busy"));
    const told: string[] = [];
    const api = httpNumbers(server.origin, { onRetry: (tries) => void told.push(`all ${tries}`) });
    const { signal } = new AbortController();
    const reading = { signal, onRetry: (tries: number) => void told.push(`this ${tries}`) };
    for await (const _ of api.numbers(reading));
    expect(told).toEqual(["all 1", "this 1"]);
  });

  test("by a function: anything else is misuse", async () => {
    const { signal } = new AbortController();
    const batches = httpNumbers("http://x.test").numbers({ signal, onRetry: 1 as never });
    await expect(batches[Symbol.asyncIterator]().next()).rejects.toThrow(
      new TypeError("onRetry: expected a function, got a number"),
    );
    expect(() => httpNumbers("http://x.test", { onRetry: 1 as never })).toThrow(
      new TypeError("onRetry: expected a function, got a number"),
    );
  });
});

describe("not tried again", () => {
  test.each([
    "400 Bad",
    "401 Who",
    "403 No",
    "404 Not Found",
    "410 Gone",
    "204 Nothing",
    "206 Part",
    "304 Same",
  ])("%s", async (line) => {
    const server = await failing(1, status(line));
    expect((await faultOf(httpNumbers(server.origin))).got).toBe(line);
    expect(server.requests).toHaveLength(1);
  });

  test("once the head of a whole answer is there", async () => {
    const headers = { "content-type": "application/json", "transfer-encoding": "chunked" };
    for (const body of ["", chunk("[1,").toString()]) {
      const server = await failing(1, answerHead("200 OK", headers) + body);
      expect((await faultOf(httpNumbers(server.origin))).code).toBe("SOURCE_UNAVAILABLE");
      expect(server.requests).toHaveLength(1);
    }
  });
});

describe("Retry-After", () => {
  test.each(["0", "Thu, 01 Jan 1970 00:00:00 GMT", "soon", "-5"])(
    "of %j does not hold it up",
    async (value) => {
      const server = await failing(1, status("429 Too Many", { "retry-after": value }));
      expect((await collectedBytes(httpNumbers(server.origin, { timeoutMs: 5000 }))).text).toBe("[7]");
    },
  );

  test("is waited for", async () => {
    const arrivals: number[] = [];
    const server = await rawServer((socket, _, number) => {
      arrivals.push(performance.now());
      socket.end(number === 1 ? status("503 Busy", { "retry-after": 1 }) : ok("[7]"));
    });
    await collectedBytes(httpNumbers(server.origin));
    expect(arrivals[1]! - arrivals[0]!).toBeGreaterThanOrEqual(990);
  });

  test.each(["601", "99999999999999999999", new Date(Date.now() + 3_600_000).toUTCString()])(
    "of %j is longer than the timeout of ten minutes: no more tries",
    async (value) => {
      const server = await failing(1, status("503 Busy", { "retry-after": value }));
      const fault = await faultOf(httpNumbers(server.origin, { timeoutMs: 600_000 }));
      expect(fault.code).toBe("SOURCE_UNAVAILABLE");
      expect(fault.got).toBe("503 Busy");
      expect(server.requests).toHaveLength(1);
    },
  );
});
